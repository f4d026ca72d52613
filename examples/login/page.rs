//! The pages of the example `login`, as HTML. Every text that a visitor may have written goes through
//! [`escape`].

use std::fmt::Debug;

use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use iron_session::Session;
use shared::moment::{ago, ahead, utc};
use shared::{document, escape};

use crate::{LONGEST_NAME, SessionData, Theme};

const TITLE: &str = "Sign in";

/// The main page. `response` holds the headers that are sent with it.
pub(crate) fn home(session: &Session<SessionData>, notice: Option<&str>, response: &HeaderMap) -> String {
    let theme = *session.theme();
    let notice = notice.map_or_else(String::new, |text| {
        format!("<p class=notice role=status><span><bdi>{}</bdi></span></p>", escape(text))
    });
    let welcome = match session.name() {
        Some(name) => signed_in(name, session),
        None => signed_out(),
    };
    let main = format!(
        "{notice}<section class=card>{welcome}</section>
        <h2>One cookie, seen from both sides</h2>
        <div class=sides>{}{}</div>",
        browser_side(session, response),
        server_side(session)
    );
    document(TITLE, word(theme), &theme_choice(theme), &main)
}

/// A page that says why a request was refused.
pub(crate) fn refusal(text: &str) -> String {
    let main = format!(
        "<section class=card><h1>That did not work</h1><p class=lead>{}</p><a class=button href=/>Back</a></section>",
        escape(text)
    );
    document(TITLE, word(Theme::Auto), "", &main)
}

fn signed_out() -> String {
    format!(
        "<h1>Who are you?</h1>
        <p class=lead>Any name will do. It is kept in an encrypted cookie in your browser, and nowhere else.</p>
        <form class=sign-in method=post action=/login>
        <label for=name>Name</label>
        <input id=name name=name required maxlength={LONGEST_NAME} autocomplete=name placeholder='Ada Lovelace'>
        <button class=button>Sign in</button>
        </form>"
    )
}

fn signed_in(name: &str, session: &Session<SessionData>) -> String {
    let fact = |what: &str, value: String| format!("<div><dt>{what}</dt><dd>{value}</dd></div>");
    let since = session.meta().created().map_or_else(String::new, ago);
    let ends = session.meta().expires().map_or_else(String::new, ahead);
    format!(
        "<h1>Hello, <bdi id=who>{}</bdi></h1>
        <dl class=facts>{}{}{}</dl>
        <form method=post action=/logout><button class='button quiet'>Sign out</button></form>",
        escape(name),
        fact("Signed in", since),
        fact("Visits", format!("<span id=visits>{}</span>", session.visits())),
        fact("Session ends", ends)
    )
}

fn theme_choice(chosen: Theme) -> String {
    let button = |theme: Theme| {
        let (word, pressed) = (word(theme), theme == chosen);
        format!("<button name=theme value={word} aria-pressed={pressed}>{theme:?}</button>")
    };
    let buttons: String = [Theme::Light, Theme::Dark, Theme::Auto].map(button).concat();
    format!("<form class=theme method=post action=/theme aria-label=Theme>{buttons}</form>")
}

/// What the browser stores: a text that nobody can read without the key.
fn browser_side(session: &Session<SessionData>, response: &HeaderMap) -> String {
    let lead = "<section class=side><h3>What the browser holds</h3>";
    let Some(cookie) = response.get(SET_COOKIE).and_then(|value| value.to_str().ok()) else {
        let why = match session.meta().rejection() {
            // Only this example shows the reason to the visitor. In a real application it belongs in the log.
            Some(reason) => {
                format!("A cookie that was refused: <em>{reason}</em>. You are a stranger again.")
            }
            None => "No cookie. There is nothing to remember yet.".to_owned(),
        };
        return format!("{lead}<p class=empty>{why}</p></section>");
    };
    let (pair, attributes) = cookie.split_once("; ").unwrap_or((cookie, ""));
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    let bytes = name.len() + value.len();
    let chips: Vec<String> =
        attributes.split("; ").map(|text| format!("<li>{}</li>", escape(text))).collect();
    format!(
        "{lead}<p>A text that the browser can neither read nor change.</p>
        <p class=raw id=cookie><b>{}</b>={}</p><ul class=chips>{}</ul>
        <p class=size><progress max=4096 value={bytes}></progress> {bytes} of 4096 bytes</p></section>",
        escape(name),
        escape(value),
        chips.concat()
    )
}

/// What a handler reads from that text: typed members, and the times in the seal.
fn server_side(session: &Session<SessionData>) -> String {
    let members = [
        member("name", &session.name()),
        member("theme", session.theme()),
        member("visits", &session.visits()),
    ];
    let meta = session.meta();
    let lead = if meta.is_new() {
        "The defaults, as for any stranger."
    } else {
        "The same text, opened with its key."
    };
    let times = [("created", meta.created()), ("issued", meta.issued()), ("expires", meta.expires())];
    let times: String = times
        .into_iter()
        .filter_map(|(what, moment)| Some(format!("<div><dt>{what}</dt><dd>{}</dd></div>", utc(moment?))))
        .collect();
    format!(
        "<section class=side><h3>What the server reads</h3>
        <p>{lead}</p>
        <dl class=members>{}</dl><dl class=times>{times}</dl></section>",
        members.concat()
    )
}

fn member(accessor: &str, value: &impl Debug) -> String {
    format!("<div><dt>{accessor}()</dt><dd>{}</dd></div>", escape(&format!("{value:?}")))
}

fn word(theme: Theme) -> &'static str {
    match theme {
        Theme::Auto => "auto",
        Theme::Light => "light",
        Theme::Dark => "dark",
    }
}
