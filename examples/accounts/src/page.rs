//! The frame of every page, its style, and its headers.
//!
//! `html!` escapes every text, so a name that looks like HTML is shown as it was typed. Names stand in `bdi`:
//! one that is written from right to left turns nothing around it.

use axum::http::HeaderValue;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::{IntoResponse, Response};
use iron_session::{Login, Rule, Session};
use maud::{DOCTYPE, Markup, html};

use crate::session::{Admin, SessionData};

/// The style of all examples, and what this one adds.
const STYLE: &str = concat!(include_str!("../../shared/style.css"), include_str!("accounts.css"));

/// The page loads nothing but its style, sends its forms to this site only, and stands in no frame.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

/// A page of this visitor, with the notice that the last page left.
pub(crate) fn page(session: &mut Session<SessionData>, title: &str, main: &Markup) -> Markup {
    let notice = session.take_notice();
    let main = html! {
        @if let Some(notice) = notice { p.notice role="status" { (notice) } }
        (main)
    };
    document(title, &links(session), &main)
}

/// A page that does not ask for the session, so that it can be shown whatever happens.
pub(crate) fn bare(title: &str, main: &Markup) -> Markup {
    document(title, &Markup::default(), main)
}

/// What a visitor can try on a page.
pub(crate) fn hints(hints: &[&str]) -> Markup {
    html! {
        aside.hints {
            h2 { "To see and to try" }
            ul { @for hint in hints { li { (hint) } } }
        }
    }
}

/// A field of a form with its label.
pub(crate) fn password_field(name: &str, label: &str, autocomplete: &str) -> Markup {
    html! {
        label for=(name) { (label) }
        input #(name) name=(name) type="password" required maxlength="200" autocomplete=(autocomplete);
    }
}

/// Why a form was not accepted, above its fields.
pub(crate) fn refusal(why: Option<&str>) -> Markup {
    html! { @if let Some(why) = why { p.refusal role="alert" { (why) } } }
}

fn document(title: &str, links: &Markup, main: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · Accounts" }
                link rel="icon" href="data:,";
                link rel="stylesheet" href="/style.css";
            }
            body {
                header { a.brand href="/" { i {} "Accounts" } (links) }
                main { (main) }
            }
        }
    }
}

fn links(session: &Session<SessionData>) -> Markup {
    html! {
        nav.top {
            @if session.is_signed_in() {
                a href="/devices" { "Devices" }
                a href="/password" { "Password" }
                @if Admin::allows(session) { a href="/admin" { "Users" } }
                form method="post" action="/sign-out" { button.link { "Sign out" } }
            } @else {
                a href="/sign-in" { "Sign in" }
                a href="/register" { "Register" }
            }
        }
    }
}

/// The style sheet. It does not ask for the session.
pub(crate) async fn style() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, "max-age=300")], STYLE)
}

/// Adds the headers that every response has.
pub(crate) async fn with_headers(mut response: Response) -> Response {
    let headers = [
        (CONTENT_SECURITY_POLICY, POLICY),
        // The address of a page may hold a link that signs in. No other site learns it.
        (REFERRER_POLICY, "same-origin"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    for (name, value) in headers {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
