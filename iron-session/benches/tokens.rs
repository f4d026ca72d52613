//! Tokens beside a session with the same members, in one run: by a manager, which has derived the seal key,
//! and by a call that derives it.

use iron_session::{IronToken, TokenManager};

use crate::harness::{Case, rows};
use crate::ours::default::Ours;
use crate::payload::{self, ours, token};

type Session = Ours<ours::Typical>;

pub(crate) fn print() {
    println!("\n| TOKENS, typical, default features | ns | ratio |\n| --- | --: | --: |");
    rows([save(), begin(), seal(), seal_by_call()]);
    rows([load(), open(), open_by_call()]);
}

/// A header with the session.
fn header() -> String {
    let json = serde_json::to_string(&payload::typical()).expect("plain values");
    format!("__Host-app={}", Session::new().seal(&json))
}

fn load() -> Case<'static> {
    let (session, header) = (Session::new(), header());
    Case::new("load a session", move || session.load(header.as_bytes()))
}

fn save() -> Case<'static> {
    let mut session = Session::new().load(header().as_bytes());
    Case::new("save a session", move || Session::save(&mut session))
}

/// What begins reads the clock and draws an id, as each token does.
fn begin() -> Case<'static> {
    let mut session = Session::with_ids().load(header().as_bytes());
    Case::new("renew a session with an id, and save it", move || {
        session.renew();
        Session::save(&mut session)
    })
}

fn tokens() -> TokenManager<token::Typical> {
    TokenManager::new(Session::new().keys())
}

fn seal() -> Case<'static> {
    let (tokens, token) = (tokens(), payload::typical_token());
    Case::new("seal a token by a manager", move || tokens.seal(&token).expect("a small token").text)
}

fn seal_by_call() -> Case<'static> {
    let (keys, token) = (Session::new().keys(), payload::typical_token());
    Case::new("seal a token by a call", move || token.seal(&keys).expect("a small token"))
}

fn text() -> String {
    payload::typical_token().seal(&Session::new().keys()).expect("a small token")
}

fn open() -> Case<'static> {
    let (tokens, text) = (tokens(), text());
    Case::new("open a token by a manager", move || tokens.open(&text).expect("sealed now").token.seen)
}

fn open_by_call() -> Case<'static> {
    let (keys, text) = (Session::new().keys(), text());
    Case::new("open a token by a call", move || token::Typical::open(&text, &keys).expect("sealed now").seen)
}
