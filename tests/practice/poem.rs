//! A page and a login in poem.

use iron_session::poem::SessionMiddleware;
use iron_session::testing::{self, Jar};
use iron_session::{Keyring, Session, SignedIn};
use poem::test::TestClient;
use poem::web::Redirect;
use poem::{Endpoint, EndpointExt, Route, get, handler, post};

use super::session::SessionData;

fn app(keys: Keyring) -> impl Endpoint {
    let routes = Route::new().at("/account", get(account)).at("/login", post(login));
    routes.with(SessionMiddleware::<SessionData>::new(keys))
}

#[handler]
fn login(mut session: Session<SessionData>, username: String) -> Redirect {
    session.renew();
    session.set_username(username);
    session.set_notice("Welcome!");
    Redirect::see_other("/account")
}

#[handler]
fn account(mut session: SignedIn<SessionData>) -> String {
    let notice = session.take_notice().unwrap_or_default();
    format!("{notice} {}", session.username().unwrap_or_default())
}

// The tests.

#[tokio::test]
async fn a_login_is_seen_by_the_next_page() {
    let (client, mut ada) = (TestClient::new(app(Keyring::for_tests())), Jar::new());
    let response = client.post("/login").body("ada").send().await;
    ada.receive("/login", &response.0);
    let page = client.get("/account").header("cookie", ada.header("/account").unwrap_or_default());
    page.send().await.assert_text("Welcome! ada").await;
}

#[tokio::test]
async fn a_member_is_known() {
    let keys = Keyring::for_tests();
    let client = TestClient::new(app(keys.clone()));
    let ada = testing::cookie::<SessionData>(&keys, |session| session.set_username("ada"));
    client.get("/account").header("cookie", ada).send().await.assert_text(" ada").await;
}
