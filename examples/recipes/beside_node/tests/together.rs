//! Both halves over real HTTP. Needs Node.js and `npm ci --prefix examples/recipes/beside_node`, and fails
//! without them. All programs talk to 127.0.0.1 only.

use std::process::Command;

use crate::client::Visitor;
use crate::server::Server;

#[path = "../../../../tests/client.rs"]
mod client;
#[expect(dead_code, reason = "the tests of the library use all of it")]
#[path = "../../../../tests/server.rs"]
mod server;

/// Starts the program, and with it both servers, on free ports. Returns a visitor of Node's page as well.
fn start() -> (Server, Visitor) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_beside-node"));
    command.arg("0").env("NODE_PORT", "0").env_remove("SECRET_COOKIE_PASSWORD");
    let program = Server::start(&mut command, |line| {
        line.strip_prefix("Node listens on http://127.0.0.1:")?.split(';').next()?.parse().ok()
    });
    let program = program.unwrap_or_else(|error| {
        panic!(
            "{error}; install Node.js 20.19 or later and run `npm ci --prefix examples/recipes/beside_node`"
        )
    });
    let node = Visitor::new(program.port);
    (program, node)
}

/// The same browser at the other server, to which a link of `page` leads.
fn cross(visitor: &mut Visitor, page: &str) -> Visitor {
    let mut there = Visitor::new(linked(page));
    there.jar = std::mem::take(&mut visitor.jar);
    there
}

/// The port of the other server, from a link of `page`.
fn linked(page: &str) -> u16 {
    let link = page.split("http://127.0.0.1:").nth(1).expect("a link to the other server");
    let digits = link.split(|character: char| !character.is_ascii_digit()).next();
    digits.and_then(|digits| digits.parse().ok()).expect("a link with a port")
}

#[test]
fn who_signs_in_at_node_is_known_to_rust_and_signs_out_there() {
    let (_program, mut node) = start();
    let page = node.submit("/sign-in", "name", "Zoë <b>").body;
    assert!(page.contains("Zoë &#60;b&#62;"), "{page}");

    let mut rust = cross(&mut node, &page);
    let page = rust.get("/").body;
    assert!(page.contains("Rust: hello") && page.contains("Zoë &lt;b&gt;"), "{page}");
    assert!(page.contains("<dt>signedInAt</dt>"), "Node's member: {page}");
    let page = rust.submit("/count", "", "").body;
    assert!(page.contains("<dd id=visits>1</dd>") && page.contains("<dt>signedInAt</dt>"), "{page}");

    let mut node = cross(&mut rust, &page);
    let page = node.get("/").body;
    assert!(page.contains("<b id=visits>1</b>"), "Node reads what Rust wrote: {page}");

    let mut rust = cross(&mut node, &page);
    let page = rust.submit("/sign-out", "", "").body;
    assert!(page.contains("Rust: nobody is signed in"), "{page}");
    let page = cross(&mut rust, &page).get("/").body;
    assert!(page.contains("Node: nobody is signed in"), "{page}");
}

#[test]
fn a_login_at_node_keeps_nothing_of_the_last_person() {
    let (_program, mut node) = start();
    let page = node.submit("/sign-in", "name", "Ada").body;
    let mut rust = cross(&mut node, &page);
    let page = rust.submit("/count", "", "").body;
    assert!(page.contains("<dd id=visits>1</dd>"), "{page}");

    let page = cross(&mut rust, &page).submit("/sign-in", "name", "Grace").body;
    assert!(page.contains("Node: hello") && page.contains("Grace"), "{page}");
    assert!(page.contains("<b id=visits>0</b>"), "{page}");
}

#[test]
fn who_signs_out_at_node_is_a_stranger_to_rust() {
    let (_program, mut node) = start();
    let page = node.submit("/sign-in", "name", "Ada").body;
    node.submit("/sign-out", "", "");
    let page = cross(&mut node, &page).get("/").body;
    assert!(page.contains("Rust: nobody is signed in"), "{page}");
}

#[test]
fn a_cookie_that_was_changed_is_a_stranger_to_both() {
    let (_program, mut node) = start();
    let page = node.submit("/sign-in", "name", "Ada").body;
    let seal = &mut node.jar.get_mut("sid").expect("the browser keeps the session").value;
    let mac = seal.rfind('*').expect("the last field of a seal is its MAC") + 1;
    let other = if seal[mac..].starts_with('A') { "B" } else { "A" };
    seal.replace_range(mac..=mac, other);

    let mut rust = cross(&mut node, &page);
    let page = rust.get("/").body;
    assert!(page.contains("Rust: nobody is signed in"), "{page}");
    let page = cross(&mut rust, &page).get("/").body;
    assert!(page.contains("Node: nobody is signed in"), "{page}");
}

#[test]
fn a_form_of_another_site_is_refused_by_both() {
    let (program, mut node) = start();
    let page = node.submit("/sign-in", "name", "Ada").body;
    for header in [
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Origin: https://evil.example",
        "Origin: null",
    ] {
        for port in [linked(&page), program.port] {
            let (line, header) = ("POST /sign-out HTTP/1.1", format!("{header}\r\n"));
            let answer = client::exchange(port, line, header.as_bytes(), "").expect("the server answers");
            assert_eq!((answer.status, answer.header("set-cookie")), (403, None), "{header}");
        }
    }
}

#[test]
fn a_form_of_the_own_site_is_taken_by_both() {
    let (program, mut node) = start();
    let page = node.submit("/sign-in", "name", "Ada").body;
    for port in [linked(&page), program.port] {
        for header in ["Sec-Fetch-Site: same-origin".to_owned(), format!("Origin: http://127.0.0.1:{port}")] {
            let (line, header) = ("POST /sign-out HTTP/1.1", format!("{header}\r\n"));
            let answer = client::exchange(port, line, header.as_bytes(), "").expect("the server answers");
            assert_eq!(answer.status, 303, "{header}");
        }
    }
}
