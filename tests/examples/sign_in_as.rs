//! The example `sign_in_as`: an administrator who acts as a user.

use iron_session::{Expiring, IronSession, Keyring, SessionManager};

use super::{PASSWORD, visit, who};
use crate::client::Visitor;
use crate::server::Server;

/// What the example seals.
#[derive(IronSession)]
#[iron(cookie = "__Host-staff", max_age = "12h", id, subject = username)]
struct SessionData {
    username: Option<String>,
    #[iron(lifetime = "15m")]
    acting_as: Expiring<String>,
}

/// A visitor of the example, and what opens and writes the sessions of the example.
fn visit_with_sessions() -> (Server, Visitor, SessionManager<SessionData>) {
    let server = Server::example("sign_in_as", Some(PASSWORD));
    let visitor = Visitor::new(server.port);
    let keys = Keyring::builder().secret(PASSWORD).build().expect("the password is long enough");
    (server, visitor, SessionManager::new(keys))
}

/// The id of the visitor's session.
fn id(visitor: &Visitor, sessions: &SessionManager<SessionData>) -> String {
    let cookies = visitor.cookies("/").expect("a login leaves a cookie");
    let session = sessions.load_bytes([cookies.as_bytes()], None);
    session.meta().id_text().expect("a saved session has an id")
}

#[test]
fn an_administrator_acts_as_a_user_and_comes_back() {
    let (_server, mut visitor) = visit("sign_in_as");
    visitor.submit("/login", "username", "Ada");
    let page = visitor.submit("/act-as", "username", "Grace").body;
    assert_eq!(who(&page), Some("Grace"));
    assert!(page.contains("id=real>Ada<") && page.contains("This ends in 15 minutes"), "{page}");

    assert!(visitor.submit("/order", "username", "Grace").body.contains("Grace has ordered a book."));
    assert!(!visitor.get("/").body.contains("has ordered"), "it is said once");
    let page = visitor.submit("/back", "", "").body;
    assert_eq!((who(&page), page.contains("id=real>")), (Some("Ada"), false));
    assert_eq!(visitor.get("/report").status, 200);
}

#[test]
fn each_change_of_rights_gives_the_session_a_new_id() {
    let (_server, mut visitor, sessions) = visit_with_sessions();
    visitor.submit("/login", "username", "Ada");
    let own = id(&visitor, &sessions);
    visitor.submit("/order", "username", "Ada");
    assert_eq!(id(&visitor, &sessions), own, "an order changes no rights");
    visitor.submit("/act-as", "username", "Grace");
    let acting = id(&visitor, &sessions);
    visitor.submit("/back", "", "");
    let back = id(&visitor, &sessions);
    assert!(own != acting && acting != back && back != own, "{own}, {acting}, {back}");
}

#[test]
fn who_is_no_administrator_any_more_acts_as_nobody() {
    let (_server, mut visitor, sessions) = visit_with_sessions();
    visitor.jar.begin::<SessionData>("http://127.0.0.1/", &sessions, |session| {
        session.set_username("Grace"); // was an administrator when this began
        session.set_acting_as("Linus".to_owned());
    });
    let page = visitor.get("/").body;
    assert_eq!((who(&page), page.contains("id=real>")), (Some("Grace"), false));
    assert_eq!(visitor.post("/order", "username", "Linus").status, 422);
}

#[test]
fn a_logout_ends_the_acting_too() {
    let (_server, mut visitor) = visit("sign_in_as");
    visitor.submit("/login", "username", "Ada");
    visitor.submit("/act-as", "username", "Grace");
    assert_eq!(who(&visitor.submit("/logout", "", "").body), None);
    assert_eq!(visitor.cookies("/"), None);
    let page = visitor.submit("/login", "username", "Ada").body;
    assert_eq!((who(&page), page.contains("id=real>")), (Some("Ada"), false));
}

#[test]
fn who_acts_as_a_user_has_the_rights_of_the_user_only() {
    let (_server, mut visitor) = visit("sign_in_as");
    visitor.submit("/login", "username", "Ada");
    assert_eq!(visitor.get("/report").status, 200);
    assert_eq!(visitor.post("/act-as", "username", "Ada").status, 422, "no other administrator");
    visitor.submit("/act-as", "username", "Grace");
    assert_eq!(visitor.get("/report").status, 403);
    assert_eq!(visitor.post("/act-as", "username", "Linus").status, 403, "one after the other");
}

#[test]
fn a_user_acts_as_nobody_else() {
    let (_server, mut visitor) = visit("sign_in_as");
    assert_eq!(visitor.post("/act-as", "username", "Grace").status, 401, "a stranger who asks for no page");
    visitor.submit("/login", "username", "Grace");
    assert_eq!(visitor.post("/act-as", "username", "Linus").status, 403);
    assert_eq!(visitor.get("/report").status, 403);
}

#[test]
fn a_form_that_was_shown_for_a_user_is_not_taken_for_the_administrator() {
    let (_server, mut visitor) = visit("sign_in_as");
    visitor.submit("/login", "username", "Ada");
    assert_eq!(visitor.post("/order", "username", "Grace").status, 422);
    assert_eq!(visitor.post("/order", "username", "Ada").status, 303);
}

#[test]
fn a_login_forgets_whom_the_last_one_acted_as() {
    let (_server, mut visitor) = visit("sign_in_as");
    visitor.submit("/login", "username", "Ada");
    visitor.submit("/act-as", "username", "Grace");
    let page = visitor.submit("/login", "username", "Linus").body;
    assert_eq!((who(&page), page.contains("id=real>")), (Some("Linus"), false));
}
