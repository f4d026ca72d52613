//! The example `oauth`: a provider that answers by a redirect, and by a form.

use iron_session::SameSite;

use super::{visit, who};
use crate::client::{Answer, FORM, Visitor, exchange};

/// The path of an address on this machine.
fn path(address: &str) -> &str {
    address.splitn(4, '/').nth(3).map_or("/", |rest| &address[address.len() - rest.len() - 1..])
}

/// The value of a hidden field.
fn hidden<'a>(page: &'a str, name: &str) -> &'a str {
    let (_, rest) = page.split_once(&format!("name={name} value='")).expect("the form has the field");
    rest.split('\'').next().unwrap_or_default()
}

/// Starts a login by the form at `start`, and agrees at the provider. Returns what the provider answers.
fn agree(visitor: &mut Visitor, start: &str, return_to: &str) -> Answer {
    let asked = visitor.post(start, "return_to", return_to);
    let page = visitor.get(path(asked.header("location").expect("the login begins at the provider"))).body;
    let form = ["state", "code_challenge", "response_mode"]
        .map(|name| format!("{name}={}&", hidden(&page, name)))
        .concat();
    visitor.send("POST", "/provider/authorize", FORM, &format!("{form}username=Ada"))
}

/// The path to which the provider redirects the browser.
fn redirected(visitor: &mut Visitor, return_to: &str) -> String {
    let answer = agree(visitor, "/login", return_to);
    path(answer.header("location").expect("the provider leads back")).to_owned()
}

/// The form that the provider's page sends, without pressing anything.
fn posted(visitor: &mut Visitor, return_to: &str) -> String {
    let page = agree(visitor, "/login/posted", return_to).body;
    format!("state={}&code={}", hidden(&page, "state"), hidden(&page, "code"))
}

/// Sends the provider's form as a browser does: as a page of another site, so only with the `None` cookie.
fn send_from_provider(port: u16, visitor: &mut Visitor, form: &str) -> Answer {
    let stored = visitor.jar.get("__Host-oauth-posted").filter(|flow| flow.same_site == Some(SameSite::None));
    let cookie =
        stored.map_or_else(String::new, |flow| format!("Cookie: __Host-oauth-posted={}\r\n", flow.value));
    let headers = format!("Sec-Fetch-Site: cross-site\r\nContent-Type: {FORM}\r\n{cookie}");
    let answer = exchange(port, "POST /callback/posted HTTP/1.1", headers.as_bytes(), form);
    let answer = answer.expect("the server answers");
    let cookies: Vec<_> = answer.all("set-cookie").collect();
    visitor.jar.try_receive("http://127.0.0.1/callback/posted", &cookies).expect("a browser keeps them");
    answer
}

#[test]
fn oauth_comes_back_to_the_page_and_uses_its_state_once() {
    let (_server, mut visitor) = visit("oauth");
    let callback = redirected(&mut visitor, "/report");
    assert_eq!(visitor.jar.get("__Host-oauth").and_then(|flow| flow.same_site), Some(SameSite::Lax));
    let answer = visitor.get(&callback);
    assert_eq!(answer.header("location"), Some("/report"));
    assert_eq!(who(&visitor.follow(&answer).body), Some("Ada"));
    assert!(visitor.jar.get("__Host-oauth").is_none());
    assert_eq!(visitor.get(&callback).status, 400, "used before");
}

#[test]
fn oauth_refuses_an_answer_that_it_did_not_ask_for() {
    let (server, mut visitor) = visit("oauth");
    let mut other = Visitor::new(server.port);
    let callback = redirected(&mut other, "/");
    assert_eq!(visitor.get(&callback).status, 400, "nobody can sign a visitor in as somebody else");
    redirected(&mut visitor, "/");
    assert_eq!(visitor.get(&callback).status, 400);
    assert!(visitor.jar.get("__Host-oauth").is_none(), "a failed attempt also ends the session");
    assert_eq!(visitor.get("/callback?error=access_denied").status, 400);
}

#[test]
fn oauth_leads_back_to_this_server_only() {
    let (_server, mut visitor) = visit("oauth");
    for elsewhere in ["https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example", ""] {
        let callback = redirected(&mut visitor, elsewhere);
        assert_eq!(visitor.get(&callback).header("location"), Some("/"), "{elsewhere:?}");
    }
}

#[test]
fn oauth_sends_who_opens_another_host_to_its_own() {
    let (server, mut visitor) = visit("oauth");
    visitor.host = "localhost";
    let own = format!("http://127.0.0.1:{}", server.port);
    assert_eq!(visitor.get("/").header("location"), Some(&*own));
}

#[test]
fn a_form_of_the_provider_signs_in_by_a_page_of_this_site() {
    let (server, mut visitor) = visit("oauth");
    let form = posted(&mut visitor, "/report");
    let answer = send_from_provider(server.port, &mut visitor, &form);
    assert_eq!(answer.header("location"), Some("/login/finish"));
    assert!(visitor.jar.get("__Host-app").is_none(), "the POST does not write the visitor's session");

    let finish = visitor.follow(&answer);
    assert_eq!(finish.header("location"), Some("/report"));
    assert_eq!(visitor.jar.get("__Host-app").and_then(|session| session.same_site), Some(SameSite::Lax));
    assert!(visitor.jar.get("__Host-oauth-posted").is_none());
    assert_eq!(who(&visitor.get("/report").body), Some("Ada"));
    assert_eq!(visitor.get("/login/finish").status, 400, "used before");
}

#[test]
fn a_form_that_was_not_asked_for_signs_nobody_in() {
    let (server, mut visitor) = visit("oauth");
    let mut other = Visitor::new(server.port);
    let form = posted(&mut other, "/");
    assert_eq!(send_from_provider(server.port, &mut visitor, &form).status, 400);
    posted(&mut visitor, "/");
    assert_eq!(
        send_from_provider(server.port, &mut visitor, &form).status,
        400,
        "the state of another browser"
    );
    assert!(visitor.jar.get("__Host-oauth-posted").is_none(), "a failed attempt also ends the session");
    assert_eq!(visitor.get("/login/finish").status, 400);
    assert_eq!(send_from_provider(server.port, &mut visitor, "error=user_cancelled_authorize").status, 400);
}
