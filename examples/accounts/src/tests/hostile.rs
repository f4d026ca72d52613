//! What others send: forms of other sites, addresses to return to, names that look like HTML.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use iron_session::Session;
use iron_session::testing::BadCookie;

use super::Outcome;
use super::browser::{PASSWORD, Site, form};
use crate::session::SessionData;

#[tokio::test]
async fn every_form_of_another_site_is_refused() -> Outcome {
    let site = Site::open()?;
    let mut ada = site.registered("ada").await?;
    let registration = [("name", "eve"), ("email", "eve@shop.example"), ("password", PASSWORD)];
    for path in [
        "/register",
        "/sign-in",
        "/sign-out",
        "/devices/end",
        "/devices/end-others",
        "/devices/end-all",
        "/link/ask",
        "/link",
        "/password",
        "/confirm",
        "/delete",
        "/admin/users/1",
    ] {
        for from in ["cross-site", "same-site"] {
            let answer = ada.send(form(path, &registration, from)?).await?;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} {from}");
            assert!(answer.page.contains("This came from another site"));
        }
    }
    assert!(ada.is_signed_in().await?);
    Ok(())
}

#[tokio::test]
async fn a_sign_in_never_leads_to_another_site() -> Outcome {
    let site = Site::open()?;
    site.registered("ada").await?;
    let form = [("email", "ada@shop.example"), ("password", PASSWORD)];
    for next in [
        "https://evil.example",
        "//evil.example",
        "/%5Cevil.example",
        "%2f%2fevil.example",
        "/%09/evil.example",
        "javascript:1",
    ] {
        let answer = site.browser().post(&format!("/sign-in?next={next}"), &form).await?;
        assert_eq!(answer.location(), Some("/"), "{next}");
    }
    Ok(())
}

#[tokio::test]
async fn names_and_addresses_are_shown_as_they_were_typed() -> Outcome {
    const NAME: &str = "</bdi>\"'><script>alert(1)</script>&amp;";
    const EMAIL: &str = "\"><img/src=x>@shop.example";
    let site = Site::open()?;
    let mut eve = site.browser();
    let form = [("name", NAME), ("email", EMAIL), ("password", PASSWORD)];
    eve.post("/register", &form).await?;
    let mut pages = vec![eve.get("/").await?.page, eve.get("/admin").await?.page];
    pages.push(eve.post("/link/ask", &[("email", EMAIL)]).await?.page);
    pages.push(site.browser().post("/sign-in", &[("email", EMAIL), ("password", "wrong")]).await?.page);
    pages.push(site.browser().post("/register", &form).await?.page);
    for page in pages {
        assert!(!page.contains("<script") && !page.contains("<img"), "{page}");
        assert!(page.contains("&quot;&gt;&lt;img/src=x&gt;@shop.example"), "{page}");
    }
    Ok(())
}

#[tokio::test]
async fn a_bad_cookie_is_a_stranger() -> Outcome {
    let site = Site::open()?;
    for bad in BadCookie::ALL {
        let cookie = bad.header(&site.keys, |session: &mut Session<SessionData>| session.set_user_id(1));
        let request = Request::get("/password").header("cookie", cookie).body(Body::empty())?;
        assert_eq!(site.browser().send(request).await?.status, StatusCode::UNAUTHORIZED, "{bad:?}");
    }
    Ok(())
}

#[tokio::test]
async fn every_answer_has_the_headers_and_the_style_asks_for_no_session() -> Outcome {
    let site = Site::open()?;
    let mut browser = site.browser();
    for path in ["/", "/style.css", "/nowhere", "/admin", "/link?token=x", "/link"] {
        let answer = browser.get(path).await?;
        let policy = answer.headers["content-security-policy"].to_str()?;
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
        assert_eq!(answer.headers["x-content-type-options"], "nosniff", "{path}");
    }
    let style = browser.get("/style.css").await?;
    assert_eq!(style.headers["content-type"], "text/css; charset=utf-8");
    assert!(style.headers.get("vary").is_none());
    Ok(())
}
