//! The example `sign_in_as`: an administrator who acts as a user.

use super::{visit, who};
use crate::client::Visitor;

const COOKIE: &str = "__Host-staff";

fn value(visitor: &Visitor) -> String {
    visitor.jar.get(COOKIE).expect("a login leaves a cookie").value.clone()
}

#[test]
fn an_administrator_acts_as_a_user_and_comes_back() {
    let (_server, mut visitor) = visit("sign_in_as");
    visitor.submit("/login", "username", "Ada");
    let before = value(&visitor);
    let page = visitor.submit("/act-as", "username", "Grace").body;
    assert_eq!(who(&page), Some("Grace"));
    assert!(page.contains("id=real>Ada<") && page.contains("This ends in 15 minutes"), "{page}");
    assert_ne!(value(&visitor), before);

    assert!(visitor.submit("/order", "username", "Grace").body.contains("Grace has ordered a book."));
    assert!(!visitor.get("/").body.contains("has ordered"), "it is said once");
    let page = visitor.submit("/back", "", "").body;
    assert_eq!((who(&page), page.contains("id=real>")), (Some("Ada"), false));
    assert_eq!(visitor.get("/report").status, 200);
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
