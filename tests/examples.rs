//! Each example does what its first lines say. The example `login` has a file of its own, and so have
//! those in the folder `examples`.

mod oauth;
mod passkey;
mod sign_in_as;

use std::net::{Ipv4Addr, TcpStream};

use iron_session::SameSite;
use tungstenite::http::Uri;
use tungstenite::{ClientRequestBuilder, Message, WebSocket};

use crate::client::{FORM, Visitor, exchange_as};
use crate::server::Server;

const PASSWORD: &str = "mica-Lantern-57-harbor-quill-sorrel-vane";

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
fn examples_refuse_forms_of_other_sites() {
    for (example, form) in [
        ("form", "POST /login"),
        ("json", "PUT /session"),
        ("magic_link", "POST /sign-in"),
        ("oauth", "POST /login"),
        ("oauth", "POST /login/posted"),
        ("passkey", "POST /login/options"),
        ("protected", "POST /login"),
        ("quickstart", "POST /login"),
        ("remember_me", "POST /login"),
        ("sign_in_as", "POST /act-as"),
        ("tenants", "POST /login"),
        ("two_sessions", "POST /user/login"),
        ("websocket", "POST /login"),
    ] {
        let (server, _) = visit(example);
        // The example `tenants` has pages for this host, and the others do not ask for the host first.
        let host = format!("shop.localhost:{}", server.port);
        let line = format!("{form} HTTP/1.1");
        let answer = exchange_as(&host, server.port, &line, b"Sec-Fetch-Site: cross-site\r\n", "");
        assert_eq!(answer.expect("the server answers").status, 403, "{example}");
    }
}

#[test]
fn quickstart_signs_in_reads_and_signs_out() {
    let (_server, mut visitor) = visit("quickstart");
    assert_eq!(who(&visitor.get("/").body), None);
    let page = visitor.submit("/login", "username", "Ada").body;
    assert_eq!((who(&page), page.contains("id=visits>1<")), (Some("Ada"), true));
    assert!(visitor.get("/").body.contains("id=visits>2<"));
    assert_eq!(who(&visitor.submit("/logout", "", "").body), None);
    assert_eq!(visitor.cookies("/"), None);
}

#[test]
fn form_shows_the_result_once_and_keeps_what_was_typed() {
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
        assert_eq!(answer.status, 303);
        assert_eq!(answer.header("location"), Some(format!("/login?next={page}").as_str()));
    }
    let answer = visitor.post("/login?next=//evil.example", "username", "Ada");
    assert_eq!(answer.header("location"), Some("/profile"), "never to another site");
    let answer = visitor.post("/login?next=/orders/7", "username", "Ada");
    assert_eq!(answer.header("location"), Some("/orders/7"), "the page that the visitor wanted");
    assert!(visitor.follow(&answer).body.contains("Order 7"));
    assert_eq!(who(&visitor.get("/profile").body), Some("Ada"));
    visitor.submit("/logout", "", "");
    assert_eq!(visitor.get("/orders").status, 303);
}

#[test]
fn protected_leads_back_to_no_page_whose_address_is_too_long() {
    let (_server, mut visitor) = visit("protected");
    let answer = visitor.get(&format!("/orders/{}", "7".repeat(5000)));
    assert_eq!((answer.status, answer.header("location")), (303, Some("/login")));
}

#[test]
fn two_sessions_begin_and_end_independently() {
    let (_server, mut visitor) = visit("two_sessions");
    visitor.submit("/user/login", "name", "Ada");
    let both = visitor.submit("/admin/login", "name", "root").body;
    assert!(both.contains("id=user>Ada<") && both.contains("id=admin>root<"));
    assert_eq!(visitor.jar.get("__Host-admin").and_then(|admin| admin.same_site), Some(SameSite::Strict));

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

/// Asks for a link to an address. Returns the link in the mail.
fn ask_for_link(visitor: &mut Visitor, email: &str) -> String {
    let page = visitor.post("/ask", "email", email).body;
    let (_, link) = page.split_once("href='/sign-in?link=").expect("the page shows the mail");
    link.split('\'').next().unwrap_or_default().to_owned()
}

#[test]
fn magic_link_signs_in_once_and_by_a_post_alone() {
    let (_server, mut visitor) = visit("magic_link");
    let link = ask_for_link(&mut visitor, "ada@shop.example");
    for _ in 0..2 {
        let page = visitor.get(&format!("/sign-in?link={link}"));
        assert_eq!(
            (page.status, who(&page.body)),
            (200, Some("ada@shop.example")),
            "a scanner may look first"
        );
        assert_eq!(page.header("referrer-policy"), Some("no-referrer"));
        assert_eq!(page.header("set-cookie"), None);
    }
    assert_eq!(who(&visitor.get("/").body), None);
    assert_eq!(who(&visitor.submit("/sign-in", "link", &link).body), Some("ada@shop.example"));
    assert_eq!(visitor.post("/sign-in", "link", &link).status, 400, "used before");
    assert_eq!(who(&visitor.submit("/logout", "", "").body), None);
    assert_eq!(visitor.post("/sign-in", "link", &link).status, 400, "used before");
}

#[test]
fn magic_link_works_only_in_the_browser_that_asked() {
    let (server, mut visitor) = visit("magic_link");
    let mut other = Visitor::new(server.port);
    let link = ask_for_link(&mut visitor, "ada@shop.example");
    assert_eq!(other.get(&format!("/sign-in?link={link}")).status, 400);
    assert_eq!(other.post("/sign-in", "link", &link).status, 400);
    ask_for_link(&mut other, "eve@shop.example");
    assert_eq!(
        other.post("/sign-in", "link", &link).status,
        400,
        "nobody can sign a visitor in as somebody else"
    );
    assert_eq!(who(&visitor.submit("/sign-in", "link", &link).body), Some("ada@shop.example"));
}

#[test]
fn magic_link_of_an_earlier_request_no_longer_works() {
    let (_server, mut visitor) = visit("magic_link");
    let first = ask_for_link(&mut visitor, "ada@shop.example");
    let second = ask_for_link(&mut visitor, "ada@shop.example");
    assert_eq!(visitor.post("/sign-in", "link", &first).status, 400);
    assert_eq!(who(&visitor.submit("/sign-in", "link", &second).body), Some("ada@shop.example"));
}

#[test]
fn magic_link_refuses_what_is_no_link() {
    let (_server, mut visitor) = visit("magic_link");
    let link = ask_for_link(&mut visitor, "ada@shop.example");
    let session = visitor.jar.get("__Host-app").expect("the nonce is in the session").value.clone();
    for text in [link.to_lowercase(), format!("{link}A"), session, "nonsense".to_owned()] {
        assert_eq!(visitor.post("/sign-in", "link", &text).status, 400, "{text}");
    }
    assert_eq!(visitor.post("/ask", "email", "no address").status, 422);
}

/// Opens the example's WebSocket as a page of `origin` would.
fn open(visitor: &Visitor, port: u16, origin: &str) -> Result<WebSocket<TcpStream>, u16> {
    let uri: Uri = format!("ws://127.0.0.1:{port}/socket").parse().expect("an address");
    let cookies = visitor.cookies("/socket").unwrap_or_default();
    let request = ClientRequestBuilder::new(uri).with_header("Origin", origin).with_header("Cookie", cookies);
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).expect("the server listens");
    match tungstenite::client(request, stream) {
        Ok((socket, _)) => Ok(socket),
        Err(tungstenite::HandshakeError::Failure(tungstenite::Error::Http(answer))) => {
            Err(answer.status().as_u16())
        }
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn websocket_knows_its_user() {
    let (server, mut visitor) = visit("websocket");
    let own = format!("http://127.0.0.1:{}", server.port);
    assert_eq!(open(&visitor, server.port, &own).err(), Some(401));
    visitor.submit("/login", "username", "Ada");
    assert_eq!(open(&visitor, server.port, "http://evil.example").err(), Some(403));
    let mut socket = open(&visitor, server.port, &own).expect("Ada may talk");
    socket.send(Message::text("hello")).expect("the server listens");
    assert_eq!(socket.read().expect("the server answers"), Message::text("Ada: hello"));
}

#[test]
fn tenants_share_a_login_with_the_hosts_below_them_and_with_no_other_tenant() {
    let (_server, mut visitor) = visit("tenants");
    assert_eq!(visitor.get("/").status, 404);
    let name = |visitor: &mut Visitor, host| {
        visitor.host = host;
        who(&visitor.get("/").body).map(str::to_owned)
    };
    visitor.host = "shop.localhost";
    visitor.submit("/login", "username", "Ada");
    assert_eq!(name(&mut visitor, "my.shop.localhost").as_deref(), Some("Ada"));
    assert_eq!(name(&mut visitor, "blog.localhost"), None);

    visitor.submit("/login", "username", "Bob");
    assert_eq!(name(&mut visitor, "shop.localhost").as_deref(), Some("Ada"));
    visitor.submit("/logout", "", "");
    assert_eq!(name(&mut visitor, "my.shop.localhost"), None);
    assert_eq!(name(&mut visitor, "blog.localhost").as_deref(), Some("Bob"));
}

#[test]
fn tenants_do_not_open_what_another_has_sealed() {
    let server = Server::example("tenants", Some(PASSWORD));
    let mut visitor = Visitor::new(server.port);
    visitor.host = "shop.localhost";
    visitor.submit("/login", "username", "Ada");
    let cookie = visitor.jar.get_mut("__Secure-tenant").expect("a login leaves a cookie");
    "blog.localhost".clone_into(&mut cookie.domain); // a visitor can do this in the developer tools
    visitor.host = "blog.localhost";
    assert!(visitor.cookies("/").is_some());
    assert_eq!(who(&visitor.get("/").body), None);
}

#[test]
fn hyper_counts_and_forgets() {
    let (_server, mut visitor) = visit("hyper");
    let first = visitor.get("/");
    assert_eq!((first.header("set-cookie"), first.header("cache-control")), (None, Some("private")));
    visitor.submit("/click", "", "");
    assert!(visitor.submit("/click", "", "").body.contains("id=clicks>2<"));
    assert!(visitor.submit("/forget", "", "").body.contains("id=clicks>0<"));
    assert_eq!((visitor.cookies("/"), visitor.get("/none").status), (None, 404));
}
