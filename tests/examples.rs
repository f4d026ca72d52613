//! Each example, used once for what it claims. The example `login` has a file of its own.

use crate::client::{FORM, Visitor};
use crate::server::Server;

fn visit(example: &str) -> (Server, Visitor) {
    let server = Server::example(example, None);
    let visitor = Visitor::new(server.port);
    (server, visitor)
}

/// What a page says about who is signed in.
fn who(page: &str) -> Option<&str> {
    page.split_once("id=who>")?.1.split('<').next()
}

#[test]
fn form_says_once_what_came_of_it_and_keeps_what_was_typed() {
    let (_server, mut visitor) = visit("form");
    let refused = visitor.submit("/login", "username", "Agent '7'");
    assert!(refused.body.contains("none of them a digit"));
    assert!(refused.body.contains("value='Agent &#39;7&#39;'"));
    assert!(!visitor.get("/").body.contains("Agent"));

    let welcome = visitor.submit("/login", "username", "Ada");
    assert_eq!((who(&welcome.body), welcome.body.matches("You are signed in.").count()), (Some("Ada"), 1));
    assert!(!visitor.get("/").body.contains("You are signed in."));
    assert_eq!(who(&visitor.submit("/logout", "", "").body), None);
}

#[test]
fn json_tells_scripts_who_is_signed_in() {
    const JSON: &str = "application/json";
    let (_server, mut visitor) = visit("json");
    let ada = r#"{"username":"Ada"}"#;
    assert_eq!(visitor.send("PUT", "/session", FORM, ada).status, 415, "no form may sign in");
    assert_eq!(visitor.send("PUT", "/session", JSON, r#"{"username":" "}"#).status, 422);
    assert_eq!(visitor.send("PUT", "/session", JSON, ada).body, r#"{"username":"Ada","clicks":0}"#);
    visitor.send("POST", "/clicks", JSON, "");
    let poll = visitor.get("/session");
    assert_eq!(poll.body, r#"{"username":"Ada","clicks":1}"#);
    assert_eq!(poll.header("set-cookie"), None, "a poll cannot undo a logout");
    visitor.send("DELETE", "/session", JSON, "");
    assert_eq!(visitor.get("/session").body, r#"{"username":null,"clicks":0}"#);
}

#[test]
fn protected_leads_strangers_to_the_login_and_back() {
    let (_server, mut visitor) = visit("protected");
    for page in ["/orders", "/profile", "/orders/7"] {
        let answer = visitor.get(page);
        assert_eq!((answer.status, answer.header("location")), (303, Some("/login")));
    }
    let answer = visitor.post("/login", "username", "Ada");
    assert_eq!(answer.header("location"), Some("/orders/7"), "where the visitor was sent away");
    assert!(visitor.follow(&answer).body.contains("Order 7"));
    assert_eq!(who(&visitor.get("/profile").body), Some("Ada"));
    visitor.submit("/logout", "", "");
    assert_eq!(visitor.get("/orders").status, 303);
}

#[test]
fn protected_remembers_no_page_that_is_too_long_for_a_cookie() {
    let (_server, mut visitor) = visit("protected");
    let answer = visitor.get(&format!("/orders/{}", "7".repeat(5000)));
    assert_eq!((answer.status, answer.header("set-cookie")), (303, None));
}

#[test]
fn two_sessions_begin_and_end_by_themselves() {
    let (_server, mut visitor) = visit("two_sessions");
    visitor.submit("/user/login", "name", "Ada");
    let both = visitor.submit("/admin/login", "name", "root").body;
    assert!(both.contains("id=user>Ada<") && both.contains("id=admin>root<"));
    assert_eq!(visitor.jar.get("__Host-admin").and_then(|admin| admin.same_site.as_deref()), Some("Strict"));

    let one = visitor.submit("/admin/logout", "", "").body;
    assert!(one.contains("id=user>Ada<") && !one.contains("id=admin>"));
    assert!(visitor.jar.get("__Host-user").is_some() && visitor.jar.get("__Host-admin").is_none());
}

#[test]
fn remember_me_is_for_those_who_ask() {
    let (_server, mut visitor) = visit("remember_me");
    for (form, kept, end) in [
        ("username=Ada&remember=on", true, "id=end>in 30 days<"),
        ("username=Ada", false, "id=end>in 1 day<"),
        ("username=Ada&remember=on", true, "id=end>in 30 days<"),
    ] {
        let answer = visitor.send("POST", "/login", FORM, form);
        let cookie = visitor.jar.get("__Host-remember").expect("a login leaves a cookie");
        assert_eq!(cookie.expires.is_some(), kept);
        let page = visitor.follow(&answer).body;
        assert!(page.contains(end), "{page}");
    }
}
