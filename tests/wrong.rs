//! The page `when_something_is_wrong`: each message on it is produced here, word by word. A
//! unit test of `iron-session` asserts that no variant of `SessionError` is missing.

mod of_data;
mod of_operation;
mod of_store;

use std::any::type_name;
use std::convert::Infallible;
use std::fs;
use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use http::Response;
use iron_session::tower::SessionLayer;
use iron_session::{IronSession, Session, SessionSlot, SessionSlots};
use tower::{Layer, Service, service_fn};

use crate::common::{Log, NOW, TestResult, sessions_at};

#[derive(IronSession)]
#[iron(cookie = "__Host-app")]
struct SessionData {
    note: String,
    #[iron(skip)]
    cached: u32,
}

/// Another type with the same name.
#[derive(IronSession)]
#[iron(cookie = "__Host-app")]
struct Namesake {}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests have a parent folder")
}

fn page() -> TestResult<String> {
    Ok(fs::read_to_string(repository().join("iron-session/docs/when-something-is-wrong.md"))?)
}

/// The blocks of the page in this language.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let begin = format!("```{language}\n");
    let blocks = page.split(begin.as_str()).skip(1).filter_map(|rest| rest.split("```").next());
    blocks.map(str::to_owned).collect()
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The slot of one request, and what its operator hears.
struct Request {
    slot: SessionSlot<SessionData>,
    log: Log,
}

impl Request {
    fn new() -> Self {
        let log = Log::default();
        Self { slot: SessionSlot::new(Arc::new(log.of_errors(sessions_at(NOW)))), log }
    }

    fn check_out(&self) -> Session<SessionData> {
        self.slot.check_out([], None).expect("the session is free")
    }

    /// What the operator heard, in which this program's places are those of the page.
    fn heard(&self, places: &[&'static Location<'static>]) -> String {
        let pages = ["src/token.rs:14", "src/pages.rs:31"];
        let line = self.log.lines().pop().expect("the operator hears of it");
        places.iter().zip(pages).fold(line, |line, (place, on_page)| {
            line.replace(&format!("{}:{}", place.file(), place.line()), on_page)
        })
    }
}

#[track_caller]
fn here() -> &'static Location<'static> {
    Location::caller()
}

fn no_layer() -> String {
    let error = SessionSlots::default().get::<SessionData>().expect_err("no layer");
    let name = type_name::<SessionData>();
    error.to_string().replace(name, "app::SessionData")
}

fn same_cookie() -> String {
    let mut slots = SessionSlots::default();
    let _slot = slots.add(&Arc::new(sessions_at::<SessionData>(NOW))).expect("the first");
    slots.add(&Arc::new(sessions_at::<Namesake>(NOW))).expect_err("one name").to_string()
}

fn in_use() -> String {
    let request = Request::new();
    let mut held = request.check_out();
    let (place, ()) = (here(), held.set_note("changed"));
    assert!(request.slot.check_out([], None).is_err());
    request.heard(&[place])
}

fn conflict() -> String {
    let request = Request::new();
    let (mut token, mut page) = (request.check_out(), request.check_out());
    let (first, ()) = (here(), token.set_note("token"));
    drop(token);
    let (second, ()) = (here(), page.set_note("page"));
    drop(page);
    assert!(request.slot.finish().is_err());
    request.heard(&[first, second])
}

fn rival() -> String {
    let request = Request::new();
    request.check_out().set_note("changed");
    let cookies = request.slot.finish().expect("it can be saved").expect("it was asked for");
    assert!(request.slot.check_rivals(&cookies, [b"__Host-app=of-another-hand".as_slice()]).is_err());
    request.heard(&[])
}

fn held() -> String {
    let request = Request::new();
    let mut held = request.check_out();
    let (place, ()) = (here(), held.set_note("changed"));
    assert!(request.slot.finish().is_err());
    request.heard(&[place])
}

fn skipped_field() -> String {
    let request = Request::new();
    request.check_out().set_cached(5);
    let _held = request.check_out();
    assert!(request.slot.check_out([], None).is_err());
    request.heard(&[])
}

fn too_late() -> String {
    let request = Request::new();
    let mut late = request.check_out();
    assert!(request.slot.finish().is_ok());
    late.set_note("changed");
    request.heard(&[])
}

fn panicked() -> String {
    let request = Request::new();
    let mut session = request.check_out();
    let result = catch_unwind(AssertUnwindSafe(move || {
        session.set_note("changed");
        panic!("as the test asks");
    }));
    assert!(result.is_err());
    request.heard(&[])
}

fn unanswered() -> String {
    let request = Request::new();
    request.check_out().set_note("changed");
    request.slot.abandon();
    request.heard(&[])
}

fn too_large() -> String {
    let request = Request::new();
    request.check_out().set_note("x".repeat(5000));
    assert!(request.slot.finish().is_err());
    request.heard(&[])
}

fn of_another_site() -> String {
    let log = Log::default();
    let layer = SessionLayer::from(log.of_errors(sessions_at::<SessionData>(NOW))).refuse_cross_site();
    let mut service = layer.layer(service_fn(async |_| Ok::<_, Infallible>(Response::new(()))));
    let request = http::Request::post("/").header("origin", "https://evil.example").body(());
    drop(service.call(request.expect("a request")));
    log.lines().pop().expect("the operator hears of it")
}

#[test]
fn the_page_has_each_message_that_a_request_may_cause_and_no_other() -> TestResult {
    let produced = [
        no_layer(),
        same_cookie(),
        in_use(),
        conflict(),
        rival(),
        held(),
        skipped_field(),
        too_late(),
        panicked(),
        unanswered(),
        too_large(),
        of_another_site(),
        of_store::unavailable(),
        of_store::not_ended(),
    ];
    let on_page: Vec<String> = blocks(&page()?, "text").iter().map(|block| on_one_line(block)).collect();
    let produced = [produced.as_slice(), &of_data::messages(), &of_operation::messages()].concat();
    for message in &produced {
        assert!(on_page.contains(&on_one_line(message)), "the page lacks: {message}");
    }
    for message in &on_page {
        assert!(produced.iter().any(|it| on_one_line(it) == *message), "nothing produces: {message}");
    }
    Ok(())
}

/// What rustc says is in the files that `ui-tests` compares with rustc.
#[test]
fn the_page_has_the_messages_of_the_compiler_as_the_ui_tests_do() -> TestResult {
    let mut said = String::new();
    for case in [
        "session_without_derive",
        "layer_without_keys",
        "load_from_no_request",
        "save_to_no_response",
        "signed_in_without_login",
        "signed_in_without_rule",
        "handler_of_no_extractor",
    ] {
        said += &fs::read_to_string(repository().join(format!("ui-tests/fail/{case}.stderr")))?;
    }
    let blocks = blocks(&page()?, "console");
    assert!(blocks.len() > 4);
    for line in blocks.iter().flat_map(|block| block.lines()) {
        assert!(said.lines().any(|it| it.trim() == line), "no ui-test has: {line}");
    }
    let errors = said.lines().filter(|line| line.starts_with("error["));
    for error in errors {
        assert!(
            blocks.iter().any(|block| block.lines().any(|line| line == error)),
            "the page lacks: {error}"
        );
    }
    Ok(())
}
