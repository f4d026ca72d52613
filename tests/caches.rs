//! What caches are told about a response: those that obey `Cache-Control`, and those that obey another header
//! first.

use http::{HeaderMap, HeaderName, HeaderValue, Response};
use iron_session::{IronSession, Session, SessionManager};

use crate::common::{NOW, TestResult, Visit, cookies, keys, sessions_at, v};

/// Headers that some caches obey in place of `Cache-Control`.
const OTHERS: [&str; 10] = [
    "cdn-cache-control",
    "cloudflare-cdn-cache-control",
    "vercel-cdn-cache-control",
    "netlify-cdn-cache-control",
    "some-new-cdn-cache-control",
    "x-litespeed-cache-control",
    "surrogate-control",
    "edge-control",
    "x-accel-expires",
    "akamai-cache-control",
];

fn kept(sessions: &SessionManager<Visit>) -> Session<Visit> {
    sessions.load(&cookies([format!("__Host-s={}", v())]))
}

/// A response that all caches may keep.
fn cacheable() -> Response<()> {
    let mut response = Response::new(());
    for name in OTHERS {
        response.headers_mut().append(HeaderName::from_static(name), HeaderValue::from_static("max-age=600"));
        response.headers_mut().append(HeaderName::from_static(name), HeaderValue::from_static("public"));
    }
    response.headers_mut().insert("cache-control", HeaderValue::from_static("public, max-age=600"));
    response.headers_mut().insert("x-cache-control-of", HeaderValue::from_static("ours"));
    response.headers_mut().insert("control", HeaderValue::from_static("ours"));
    response
}

fn others(headers: &HeaderMap) -> Vec<&str> {
    OTHERS.into_iter().filter(|name| headers.contains_key(*name)).collect()
}

/// What a handler does that makes a save write the cookie.
type Write = fn(Session<Visit>, &mut Response<()>) -> Result<(), iron_session::Error>;

#[test]
fn a_response_that_writes_the_cookie_tells_no_cache_to_keep_it() -> TestResult {
    let writes: [Write; 3] = [
        |mut session, response| {
            session.set_user_id(8);
            session.save(response)
        },
        |session, response| session.destroy().save(response),
        |mut session, response| {
            session.renew();
            session.save(response)
        },
    ];
    for write in writes {
        let mut response = cacheable();
        write(kept(&sessions_at(NOW)), &mut response)?;
        assert_eq!(others(response.headers()), [""; 0]);
        assert_eq!(response.headers()["cache-control"], "no-store");
        assert_eq!(
            (&response.headers()["x-cache-control-of"], &response.headers()["control"]),
            (&"ours".parse()?, &"ours".parse()?)
        );
    }
    Ok(())
}

#[test]
fn a_no_store_of_the_programs_own_does_not_save_the_other_headers() -> TestResult {
    let mut response = cacheable();
    response.headers_mut().insert("cache-control", HeaderValue::from_static("no-store, max-age=0"));
    let mut session = kept(&sessions_at(NOW));
    session.set_user_id(8);
    session.save(&mut response)?;
    assert_eq!(
        (others(response.headers()), &response.headers()["cache-control"]),
        (vec![], &"no-store, max-age=0".parse()?)
    );
    Ok(())
}

#[test]
fn a_read_keeps_what_the_program_says() -> TestResult {
    let mut response = cacheable();
    kept(&sessions_at(NOW)).save(&mut response)?;
    assert_eq!(others(response.headers()), OTHERS);
    assert_eq!(response.headers()["cache-control"], "public, max-age=600");
    Ok(())
}

#[test]
fn no_store_holds_for_reads_of_a_session_that_exists() -> TestResult {
    let sessions = sessions_at::<Visit>(NOW).no_store();
    for mut response in [cacheable(), Response::new(())] {
        kept(&sessions).save(&mut response)?;
        assert_eq!(others(response.headers()), [""; 0]);
        assert_eq!(response.headers().get_all("cache-control").iter().collect::<Vec<_>>(), ["no-store"]);
        assert_eq!(
            (&response.headers()["vary"], response.headers().contains_key("set-cookie")),
            (&"Cookie".parse()?, false)
        );
    }
    Ok(())
}

#[test]
fn no_store_leaves_the_pages_of_strangers_alone() -> TestResult {
    let sessions = sessions_at::<Visit>(NOW).no_store();
    for stranger in [cookies([""; 0]), cookies(["__Host-s=garbage"])] {
        let (mut plain, mut cached) = (Response::new(()), cacheable());
        sessions.load(&stranger).save(&mut plain)?;
        sessions.load(&stranger).save(&mut cached)?;
        assert_eq!(plain.headers()["cache-control"], "private");
        assert_eq!(cached.headers()["cache-control"], "public, max-age=600");
    }
    Ok(())
}

#[derive(IronSession)]
#[iron(cookie = "__Host-account", no_store)]
struct Account {
    user: u32,
}

#[test]
fn a_type_may_ask_for_no_store() -> TestResult {
    let sessions = SessionManager::<Account>::new(keys());
    let mut response = Response::new(());
    let mut session = sessions.load(&HeaderMap::new());
    session.set_user(7);
    session.save(&mut response)?;
    let cookie = response.headers()["set-cookie"].to_str()?.split(';').next().unwrap_or_default().to_owned();
    let mut response = Response::new(());
    sessions.load(&cookies([cookie])).save(&mut response)?;
    assert_eq!(response.headers()["cache-control"], "no-store");
    Ok(())
}
