//! Tokens of a session that several hold in one request, and below a layer.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use axum::routing::get;
use axum::{Form, Router};
use iron_session::axum::SessionLayer;
use iron_session::testing::Jar;
use iron_session::{Csrf, IronSession, Keyring, Login, Session, SessionError, SessionSlot, SignedIn};

use super::{Forms, check_at, first_page, forms_under};
use crate::common::{NOW, TestResult, keys, value};

/// The slot of a request with this cookie, or without one if it is empty.
fn slot() -> SessionSlot<Forms> {
    SessionSlot::new(Arc::new(forms_under(keys(), NOW)))
}

fn check_out(slot: &SessionSlot<Forms>, cookie: &str) -> Result<Session<Forms>, SessionError> {
    let header = (!cookie.is_empty()).then(|| format!("__Host-forms={cookie}"));
    slot.check_out(header.iter().map(String::as_bytes), None)
}

/// The cookie that the response sets, if it sets one.
fn finished(slot: &SessionSlot<Forms>) -> TestResult<Option<String>> {
    let cookies: Vec<String> = slot.finish()?.ok_or("nobody asked")?.into_iter().collect();
    assert!(cookies.len() <= 1, "{cookies:?}");
    Ok(cookies.first().map(|text| value(text).to_owned()))
}

#[test]
fn all_holders_of_a_session_make_tokens_for_one_id() -> TestResult {
    let slot = slot();
    let first = Csrf::token(&mut check_out(&slot, "")?)?;
    let mut second = check_out(&slot, "")?;
    let mut third = check_out(&slot, "")?;
    let tokens = [first, Csrf::token(&mut second)?, Csrf::token(&mut third)?];
    assert_eq!(Csrf::check(&third, &tokens[0]), Ok(()));
    drop((second, third));

    let cookie = finished(&slot)?.ok_or("the session is written")?;
    for token in &tokens {
        assert_eq!(check_at(NOW, &cookie, token), Ok(()));
    }
    Ok(())
}

#[test]
fn a_holder_that_only_reads_does_not_take_the_id_away() -> TestResult {
    let slot = slot();
    let token = Csrf::token(&mut check_out(&slot, "")?)?;
    let held_until_the_end = check_out(&slot, "")?;
    let cookie = finished(&slot)?.ok_or("the session is written")?;
    drop(held_until_the_end);
    assert_eq!(check_at(NOW, &cookie, &token), Ok(()));
    Ok(())
}

#[test]
fn in_a_session_that_has_an_id_a_token_is_no_write() -> TestResult {
    let ((_, cookie), slot) = (first_page(), slot());
    let (mut one, mut other) = (check_out(&slot, &cookie)?, check_out(&slot, &cookie)?);
    let tokens = [Csrf::token(&mut one)?, Csrf::token(&mut other)?];
    assert!(check_out(&slot, &cookie).is_ok(), "nobody writes");
    drop((one, other));
    assert_eq!(finished(&slot)?, None);
    for token in &tokens {
        assert_eq!(check_at(NOW, &cookie, token), Ok(()));
    }
    Ok(())
}

#[test]
fn the_first_token_is_a_write_like_any_other() -> TestResult {
    let slot = slot();
    let mut writer = check_out(&slot, "")?;
    let _token = Csrf::token(&mut writer)?;
    assert!(matches!(check_out(&slot, ""), Err(SessionError::InUse { .. })));
    drop(writer);
    assert!(check_out(&slot, "").is_ok());
    Ok(())
}

#[test]
fn what_a_panic_loses_is_not_written() -> TestResult {
    let slot = slot();
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        let mut session = check_out(&slot, "").expect("nobody writes");
        let _token = Csrf::token(&mut session).expect("a small token");
        panic!("after the token");
    }));
    assert!(panicked.is_err());
    assert_eq!(finished(&slot)?, None);
    Ok(())
}

#[test]
fn a_logout_ends_the_tokens_of_before() -> TestResult {
    let ((old, cookie), slot) = (first_page(), slot());
    check_out(&slot, &cookie)?.destroy();
    let mut after = check_out(&slot, &cookie)?;
    assert!(Csrf::check(&after, &old).is_err(), "in the same request");
    let new = Csrf::token(&mut after)?;
    drop(after);

    let cookie = finished(&slot)?.ok_or("the session after it is written")?;
    assert!(check_at(NOW, &cookie, &old).is_err());
    assert_eq!(check_at(NOW, &cookie, &new), Ok(()));
    assert!(check_at(NOW, "", &old).is_err(), "without a session");
    Ok(())
}

// A site.

#[derive(IronSession)]
#[iron(cookie = "__Host-site", id)]
struct Site {
    user: Option<String>,
}

impl Login for Site {
    const PAGE: Option<&str> = None;

    fn is_signed_in(&self) -> bool {
        self.user.is_some()
    }
}

#[derive(serde::Deserialize)]
struct Fields {
    csrf: String,
}

async fn login_page(mut session: Session<Site>) -> Result<String, SessionError> {
    Ok(Csrf::token(&mut session)?)
}

async fn login(mut session: Session<Site>, Form(fields): Form<Fields>) -> StatusCode {
    if Csrf::check(&session, &fields.csrf).is_err() {
        return StatusCode::FORBIDDEN;
    }
    session.renew();
    session.set_user("ada");
    StatusCode::NO_CONTENT
}

async fn account(mut session: SignedIn<Site>) -> Result<String, SessionError> {
    Ok(Csrf::token(&mut session)?)
}

async fn change(session: SignedIn<Site>, Form(fields): Form<Fields>) -> StatusCode {
    Csrf::check(&session, &fields.csrf).map_or(StatusCode::FORBIDDEN, |()| StatusCode::NO_CONTENT)
}

fn site() -> Router {
    Router::new()
        .route("/login", get(login_page).post(login))
        .route("/account", get(account).post(change))
        .layer(SessionLayer::<Site>::new(Keyring::for_tests()))
}

async fn page(browser: &mut Jar, site: &mut Router, path: &str) -> TestResult<String> {
    let page = browser.call(site, Request::get(path).body(Body::empty())?).await?;
    assert_eq!(page.status(), 200, "{path}");
    Ok(String::from_utf8(to_bytes(page.into_body(), 4096).await?.to_vec())?)
}

async fn send(browser: &mut Jar, site: &mut Router, path: &str, csrf: &str) -> TestResult<u16> {
    let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
    let request = request.body(Body::from(format!("csrf={csrf}")))?;
    Ok(browser.call(site, request).await?.status().as_u16())
}

#[tokio::test]
async fn a_visit_from_the_login_form_to_a_change() -> TestResult {
    let (mut site, mut ada, mut eve) = (site(), Jar::new(), Jar::new());
    let form = page(&mut ada, &mut site, "/login").await?;
    let of_eve = page(&mut eve, &mut site, "/login").await?;
    assert_eq!(send(&mut ada, &mut site, "/login", &of_eve).await?, 403, "a login that another site began");
    assert_eq!(send(&mut ada, &mut site, "/login", "").await?, 403);
    assert_eq!(send(&mut ada, &mut site, "/login", &form).await?, 204);

    let account = page(&mut ada, &mut site, "/account").await?;
    assert_eq!(send(&mut ada, &mut site, "/account", &form).await?, 403, "a form of before the login");
    assert_eq!(send(&mut ada, &mut site, "/account", &of_eve).await?, 403);
    assert_eq!(send(&mut ada, &mut site, "/account", &account).await?, 204);
    assert_eq!(send(&mut Jar::new(), &mut site, "/login", &form).await?, 403, "a browser without the cookie");
    Ok(())
}
