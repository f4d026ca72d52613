//! How does a visitor sign in by a link in an e-mail, without a password and without a table of links?
//!
//! ```text
//! cargo run --example magic_link           # http://127.0.0.1:3000, or the port in `PORT`
//! cargo run --example magic_link 8080      # another port; 0 takes any free one
//! ```
//!
//! The link holds a token with the address and a nonce. It ends after 15 minutes, and opens for nothing else:
//! not as a session, and not as another kind of token. The nonce is also sealed in the session of the browser
//! that asked. So the link works in that browser alone. Signing in removes the nonce from the session, so
//! that browser uses the link once. Whoever has kept the cookie of before and the link can send both again,
//! until the link ends: no server remembers.
//!
//! Following the link only shows a button. The button's POST signs in, because mail scanners follow every
//! link and press no buttons.
//!
//! A link that has to work in any browser, such as one that is read on the phone, finds no nonce in the
//! session there. Then, and wherever once has to mean once, the server has to remember which links were used:
//! keep `opened.meta.id()` until the token ends, and refuse an id that is there. Whoever reads the mail can
//! then sign in, from anywhere.

use std::process::ExitCode;

use axum::Router;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::http::header::REFERRER_POLICY;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use iron_session::axum::SessionLayer;
use iron_session::{Expiring, IronSession, IronToken, Session, TokenManager};
use serde::Deserialize;
use shared::{Outcome, escape};

/// In characters. A cookie has at most 4096 bytes.
const LONGEST_ADDRESS: usize = 100;

type Nonce = [u8; 16];

#[derive(IronSession)]
#[iron(cookie = "__Host-app", max_age = "7d")]
struct SessionData {
    email: Option<String>,
    /// Of the link that this browser asked for last.
    #[iron(lifetime = "15m")]
    asked: Expiring<Nonce>,
}

#[derive(IronToken)]
#[iron(purpose = "magic-link", max_age = "15m")]
struct MagicLink {
    email: String,
    nonce: Nonce,
}

type Links = State<TokenManager<MagicLink>>;

#[derive(Deserialize)]
struct Ask {
    email: String,
}

/// Makes a link and shows the mail. The page is the same whether the address has an account or not, so that
/// nobody can ask who has one.
async fn ask(
    mut session: Session<SessionData>,
    State(links): Links,
    Form(form): Form<Ask>,
) -> Result<Html<String>, Refusal> {
    let email = form.email.trim();
    if !email.contains('@') || email.chars().count() > LONGEST_ADDRESS {
        return Err(refusal(StatusCode::UNPROCESSABLE_ENTITY, NO_ADDRESS));
    }
    let mut nonce = Nonce::default();
    getrandom::fill(&mut nonce).map_err(|_| refusal(StatusCode::INTERNAL_SERVER_ERROR, TRY_AGAIN))?;
    let link = links.seal(&MagicLink { email: email.to_owned(), nonce });
    let text = link.map_err(|_| refusal(StatusCode::INTERNAL_SERVER_ERROR, TRY_AGAIN))?.text;
    session.set_asked(nonce); // an earlier link of this browser no longer works
    Ok(shared::page("Magic link", &mail(email, &text)))
}

/// The link's query, and the form on the page behind it.
#[derive(Deserialize)]
struct Followed {
    link: String,
}

/// Shows who would be signed in. It changes nothing.
async fn confirm(
    session: Session<SessionData>,
    State(links): Links,
    Query(followed): Query<Followed>,
) -> Result<Response, Refusal> {
    let link = open(&session, &links, &followed)?;
    let main = format!(
        "<section class=card><h1>Sign in?</h1><p class=lead>You will be signed in as <bdi id=who>{}</bdi>.</p>
        <form class=row method=post action=/sign-in>
        <button class=button name=link value='{}'>Sign in</button></form></section>",
        escape(&link.email),
        escape(&followed.link)
    );
    // The address of this page is the link, and no other site should learn it.
    Ok(([(REFERRER_POLICY, "no-referrer")], shared::page("Magic link", &main)).into_response())
}

/// Signs in, and uses up the link.
async fn sign_in(
    mut session: Session<SessionData>,
    State(links): Links,
    Form(followed): Form<Followed>,
) -> Result<Redirect, Refusal> {
    let link = open(&session, &links, &followed)?;
    session.clear_asked();
    session.renew(); // at each login, so that no time or id from before it stays in use
    session.set_email(link.email);
    Ok(Redirect::to("/"))
}

/// Opens a link that this browser asked for and has not used. A real application writes the reason of a
/// refused token to its log.
fn open(
    session: &Session<SessionData>,
    links: &TokenManager<MagicLink>,
    followed: &Followed,
) -> Result<MagicLink, Refusal> {
    let opened = links.open(&followed.link).map_err(|_| refusal(StatusCode::BAD_REQUEST, ENDED))?;
    if session.asked() == Some(&opened.token.nonce) {
        Ok(opened.token)
    } else {
        Err(refusal(StatusCode::BAD_REQUEST, NOT_HERE))
    }
}

async fn home(session: Session<SessionData>) -> Html<String> {
    let main = match session.email() {
        Some(email) => format!(
            "<section class=card><h1>Hello, <bdi id=who>{}</bdi></h1>
            <form class=row method=post action=/logout><button class='button quiet'>Sign out</button></form></section>",
            escape(email)
        ),
        None => SIGN_IN.to_owned(),
    };
    shared::page("Magic link", &main)
}

async fn logout(session: Session<SessionData>) -> Redirect {
    session.destroy();
    Redirect::to("/")
}

/// The mail, which this example shows in place of sending it. In a real mail the link begins with the address
/// of your site, from your configuration. The `Host` of a request is what the visitor says.
fn mail(email: &str, text: &str) -> String {
    format!(
        "<section class=card><h1>Look into your mail</h1>
        <p class=lead>We have sent a link to <bdi>{}</bdi>. It works for 15 minutes, once, and in this browser.</p>
        </section>
        <section class=card id=mail><h3>The mail</h3><p>Somebody, hopefully you, wants to sign in.</p>
        <p><a class=button href='/sign-in?link={text}'>Continue</a></p>
        <p>If the link is opened in another browser, that browser is not signed in: it did not ask for the link.</p>
        </section>",
        escape(email)
    )
}

/// A page that says why the request was refused.
type Refusal = (StatusCode, Html<String>);

fn refusal(status: StatusCode, why: &str) -> Refusal {
    let main = format!(
        "<section class=card><h1>That did not work</h1><p class=lead>{why}</p><a class=button href=/>Back</a></section>"
    );
    (status, shared::page("Magic link", &main))
}

const NO_ADDRESS: &str = "An address has an @ and at most 100 characters.";
const TRY_AGAIN: &str = "Please try again.";
const ENDED: &str = "This link is older than 15 minutes, or not complete. Ask for another one.";
const NOT_HERE: &str = "This link was used before, or another browser asked for it. Open it in that browser.";
const SIGN_IN: &str = "<section class=card><h1>Sign in</h1>
    <p class=lead>We send you a link. There is no password.</p>
    <form class=sign-in method=post action=/ask><label for=email>Your e-mail address</label>
    <input id=email name=email type=email required maxlength=100 autocomplete=email>
    <button class=button>Send the link</button></form></section>";

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    shared::exit_code(run().await)
}

async fn run() -> Outcome {
    let keys = shared::keyring()?;
    let app = Router::new()
        .route("/", get(home))
        .route("/ask", post(ask))
        .route("/sign-in", get(confirm).post(sign_in))
        .route("/logout", post(logout))
        .layer(SessionLayer::<SessionData>::new(keys.clone()).refuse_cross_site())
        .with_state(TokenManager::<MagicLink>::new(keys));
    shared::serve(app).await
}
