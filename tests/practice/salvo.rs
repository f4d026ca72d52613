//! A page and a login in salvo.

use iron_session::salvo::{RequestSession, SessionMiddleware};
use iron_session::testing::{self, Jar};
use iron_session::{Denied, Keyring, Session};
use salvo_core::prelude::*;
use salvo_core::test::{ResponseExt, TestClient};

use super::session::SessionData;

type TestResult = Result<(), Box<dyn std::error::Error>>;

const LOGIN: &str = "http://127.0.0.1/login";
const ACCOUNT: &str = "http://127.0.0.1/account";

fn app(keys: Keyring) -> Service {
    let sessions = SessionMiddleware::<SessionData>::new(keys);
    let routes = Router::with_path("account").get(account);
    Service::new(Router::with_hoop(sessions).push(routes).push(Router::with_path("login").post(login)))
}

#[handler]
fn login(mut session: Session<SessionData>) -> Redirect {
    session.renew();
    session.set_username("ada");
    Redirect::other("/account")
}

#[handler]
fn account(req: &mut Request) -> Result<String, Denied> {
    Ok(req.signed_in::<SessionData>()?.username().unwrap_or_default().to_owned())
}

// The tests.

#[tokio::test]
async fn a_login_is_seen_by_the_next_page() -> TestResult {
    let (app, mut ada) = (app(Keyring::for_tests()), Jar::new());
    ada.receive(LOGIN, &TestClient::post(LOGIN).send(&app).await);
    let page = TestClient::get(ACCOUNT).add_header("cookie", ada.header(ACCOUNT).unwrap_or_default(), true);
    assert_eq!(page.send(&app).await.take_string().await?, "ada");
    Ok(())
}

#[tokio::test]
async fn a_member_is_known() -> TestResult {
    let keys = Keyring::for_tests();
    let ada = testing::cookie::<SessionData>(&keys, |session| session.set_username("ada"));
    let page = TestClient::get(ACCOUNT).add_header("cookie", ada, true);
    assert_eq!(page.send(&app(keys)).await.take_string().await?, "ada");
    Ok(())
}
