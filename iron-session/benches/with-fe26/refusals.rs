//! What a stranger's seal costs the server for each byte of the header: a native one with a character
//! changed, and one of iron-session for JavaScript whose MAC is a guess.

#[path = "../harness.rs"]
mod harness;

use harness::{Case, rows};
use iron_session::{IronSession, Keyring, Rejection, SessionManager};

/// How many characters the seals have, and their rows.
const SEALS: [(usize, &str, &str); 3] = [
    (304, "native, 304 characters", "Fe26.2, 304 characters"),
    (1600, "native, 1,600 characters", "Fe26.2, 1,600 characters"),
    (3600, "native, 3,600 characters", "Fe26.2, 3,600 characters"),
];
const NAME: &str = "__Host-app";

#[derive(IronSession)]
#[iron(cookie = "__Host-app")]
struct Native {
    name: String,
}

#[derive(IronSession)]
#[iron(cookie = "__Host-app", format = "fe26")]
struct Shared {
    name: String,
}

fn main() {
    println!("| REFUSED | ns | ratio |\n| --- | --: | --: |");
    for (chars, native, shared) in SEALS {
        let forged = refused::<Native>(native, &forged(chars), Rejection::Forged);
        rows([forged, refused::<Shared>(shared, &guessed(chars), Rejection::OtherPassword)]);
    }
}

fn sessions<T: IronSession>() -> SessionManager<T> {
    let password = "Xq9mTz2LrP7vKd4WbY8sNc5JhG3fEa6U";
    let keys = Keyring::builder().key(b"\x00\x23\x45\x67\x89\xab\xcd\xef0123456789abcdefghijklmn");
    SessionManager::new(keys.fe26_password("1", password).build().expect("varied keys"))
}

/// A load of a cookie that is refused for this reason.
fn refused<T: IronSession>(name: &'static str, seal: &str, reason: Rejection) -> Case<'static> {
    let (sessions, header) = (sessions::<T>(), format!("{NAME}={seal}"));
    let load = move || sessions.load_bytes([header.as_bytes()], None);
    assert_eq!(load().meta().rejection(), Some(reason));
    Case::new(name, load)
}

/// A native seal of so many characters, of which one was changed.
fn forged(chars: usize) -> String {
    let around = r#"{"name":""}"#.len();
    // Four characters stand for three bytes. 96 are around the JSON.
    let mut session = sessions::<Native>().load_bytes([], None);
    session.name = "a".repeat((chars - 96) / 4 * 3 - around);
    let text = session.set_cookies().expect("it fits").into_iter().last().expect("it has changed");
    let seal = text.split(['=', ';']).nth(1).expect("a value");
    assert_eq!(seal.len(), chars);
    let at = chars / 2;
    let other = if seal[at..].starts_with('A') { "B" } else { "A" };
    [&seal[..at], other, &seal[at + 1..]].concat()
}

/// A seal of Fe26.2 of so many characters, whose MAC is a guess.
fn guessed(chars: usize) -> String {
    let [salt, iv, mac] = [("a", 64), ("A", 22), ("A", 43)].map(|(letter, times)| letter.repeat(times));
    let (before, after) = (format!("Fe26.2*1*{salt}*{iv}*"), format!("**{salt}*{mac}~2"));
    [&before, &*"A".repeat(chars - before.len() - after.len()), &after].concat()
}
