//! How does an administrator act as a user, and come back, without losing sight of who is really there?
//!
//! ```text
//! cargo run --example sign_in_as          # http://127.0.0.1:3000, or the port in `PORT`
//! cargo run --example sign_in_as 8080     # another port; 0 takes any free one
//! ```
//!
//! Sign in as Ada, who is an administrator, and choose a user. A banner then says whose eyes you see with,
//! and leads back. What you do is done as the user, and the log of the server names both.
//!
//! The session keeps the two apart. `username` is the one who signed in, and never changes meanwhile: it is
//! the `subject`, so ending all sessions of Ada ends this one too. `acting_as` is an `Expiring` of 15
//! minutes, which no activity makes longer. While it is set, the rights are those of the user alone: the rule
//! `Admin` refuses. Both changes call `renew`, because the rights change and the subject does not.

use std::process::ExitCode;

use axum::Router;
use axum::extract::Form;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use iron_session::axum::SessionLayer;
use iron_session::{Expiring, IronSession, Login, Rule, Session, SignedIn};
use serde::Deserialize;
use shared::moment::ahead;
use shared::{Outcome, escape};

/// The users, and whether each is an administrator. A real application asks its database.
const USERS: [(&str, bool); 3] = [("Ada", true), ("Grace", false), ("Linus", false)];

#[derive(IronSession)]
#[iron(cookie = "__Host-staff", max_age = "12h", id, subject = username)]
struct SessionData {
    /// The person who signed in.
    username: Option<String>,
    /// The user whom an administrator acts as.
    #[iron(lifetime = "15m")]
    acting_as: Expiring<String>,
    /// What the next page says once.
    #[iron(flash)]
    notice: Option<String>,
}

impl SessionData {
    /// The user whom an administrator acts as. Whoever is no administrator any more acts as nobody.
    fn acting(&self) -> Option<&str> {
        let user = self.acting_as()?;
        self.username().is_some_and(is_administrator).then_some(user)
    }

    /// Whose data the pages show, and whose rights count.
    fn user(&self) -> &str {
        self.acting().or(self.username()).unwrap_or_default()
    }

    /// Both names, for the log.
    fn actors(&self) -> String {
        let real = self.username().unwrap_or("nobody");
        self.acting().map_or_else(|| real.to_owned(), |user| format!("{real} as {user}"))
    }
}

fn is_administrator(name: &str) -> bool {
    USERS.contains(&(name, true))
}

impl Login for SessionData {
    const PAGE: Option<&str> = Some("/");

    fn is_signed_in(&self) -> bool {
        self.username().is_some()
    }
}

/// May what administrators may. The role is looked up for each request, and is not in the session.
struct Admin;

impl Rule<SessionData> for Admin {
    fn allows(session: &Session<SessionData>) -> bool {
        is_administrator(session.user())
    }
}

/// One of the users, as the forms name them.
#[derive(Deserialize)]
struct Chosen {
    username: String,
}

impl Chosen {
    fn known(&self) -> Option<(&'static str, bool)> {
        USERS.into_iter().find(|(name, _)| *name == self.username)
    }
}

async fn login(mut session: Session<SessionData>, Form(chosen): Form<Chosen>) -> Response {
    let Some((name, _)) = chosen.known() else { return refusal("There is no such user.") };
    session.restart(); // nothing of an earlier login is kept, such as whom it acted as
    session.renew(); // says that this is a login
    session.set_username(name);
    audit(&session, "signs in");
    Redirect::to("/").into_response()
}

async fn act_as(mut session: SignedIn<SessionData, Admin>, Form(chosen): Form<Chosen>) -> Response {
    // An administrator may not become another one, or else the log would not show who has which rights.
    let Some((name, false)) = chosen.known() else { return refusal("You cannot act as this person.") };
    audit(&session, &format!("begins to act as {name}"));
    session.renew(); // other rights from here on: a new id, so that the log and `Revocations` tell them apart
    session.set_acting_as(name.to_owned());
    Redirect::to("/").into_response()
}

async fn back(mut session: SignedIn<SessionData>) -> Redirect {
    audit(&session, "goes back");
    session.renew();
    session.clear_acting_as();
    Redirect::to("/")
}

/// Does something in the name of the user. The form says for whom it was shown. After the 15 minutes the
/// session is Ada's again, and an order that was meant for Grace must not become Ada's.
async fn order(mut session: SignedIn<SessionData>, Form(shown_for): Form<Chosen>) -> Response {
    if shown_for.username != session.user() {
        return refusal("You are somebody else by now. Nothing was ordered.");
    }
    audit(&session, "orders a book");
    let said = format!("{} has ordered a book.", session.user());
    session.set_notice(said);
    Redirect::to("/").into_response()
}

async fn report(session: SignedIn<SessionData, Admin>) -> Html<String> {
    audit(&session, "reads the report");
    card(&session, "<h1>Report</h1><p class=lead>Only administrators read this.</p><a href=/>Home</a>")
}

/// One line for each action. A real application writes it where the people it names cannot change it.
fn audit(session: &Session<SessionData>, what: &str) {
    // A session gets its id when it is saved.
    let id =
        session.meta().id_text().map_or_else(|| "a new session".to_owned(), |id| format!("session {id}"));
    println!("audit: {} {what} ({id})", session.actors());
}

async fn home(mut session: Session<SessionData>) -> Html<String> {
    if !session.is_signed_in() {
        return shared::page("Sign in as", &format!("<section class=card>{SIGN_IN}</section>"));
    }
    let notice = session.take_notice().map_or_else(String::new, |notice| {
        format!("<p class=notice role=status><span>{}</span></p>", escape(&notice))
    });
    let name = escape(session.user());
    let choices = if Admin::allows(&session) { ACT_AS } else { "" };
    card(
        &session,
        &format!(
            "{notice}<h1>Hello, <bdi id=who>{name}</bdi></h1>
            <p class=lead>What you do is written to the log of the server, with the name of who really did it.</p>
            <div class=row><form method=post action=/order>
            <button class=button name=username value='{name}'>Order a book</button></form>
            <a class='button quiet' href=/report>Administrators’ report</a>
            <form method=post action=/logout><button class='button quiet'>Sign out</button></form></div>{choices}"
        ),
    )
}

/// The frame of all pages of those who are signed in. It has the banner, so no page can forget it.
fn card(session: &SessionData, body: &str) -> Html<String> {
    let banner = session.acting().map_or_else(String::new, |user| {
        let end = session.acting_as.ends().map_or_else(String::new, ahead);
        format!(
            "<form class='notice banner' method=post action=/back><span>You are <b id=real>{}</b> and act as
            <b>{}</b>. This ends {end}.</span> <button class=button>Back to yourself</button></form>",
            escape(session.username().unwrap_or_default()),
            escape(user)
        )
    });
    shared::page("Sign in as", &format!("{banner}<section class=card>{body}</section>"))
}

fn refusal(why: &str) -> Response {
    let main = format!(
        "<section class=card><h1>That did not work</h1><p class=lead>{why}</p><a class=button href=/>Back</a></section>"
    );
    (StatusCode::UNPROCESSABLE_ENTITY, shared::page("Sign in as", &main)).into_response()
}

const SIGN_IN: &str = "<h1>Sign in</h1>
    <p class=lead>Ada is an administrator, and can act as the others. While she does, she has no rights of her own.</p>
    <form class=row method=post action=/login><button class=button name=username value=Ada>Ada</button>
    <button class='button quiet' name=username value=Grace>Grace</button>
    <button class='button quiet' name=username value=Linus>Linus</button></form>";
const ACT_AS: &str = "<h2>Act as</h2><form class=row method=post action=/act-as>
    <button class='button quiet' name=username value=Grace>Grace</button>
    <button class='button quiet' name=username value=Linus>Linus</button></form>";

async fn logout(session: Session<SessionData>) -> Redirect {
    if session.is_signed_in() {
        audit(&session, "signs out");
    }
    session.destroy();
    Redirect::to("/")
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    shared::exit_code(run().await)
}

async fn run() -> Outcome {
    let app = Router::new()
        .route("/", get(home))
        .route("/login", post(login))
        .route("/act-as", post(act_as))
        .route("/back", post(back))
        .route("/order", post(order))
        .route("/report", get(report))
        .route("/logout", post(logout))
        .layer(SessionLayer::<SessionData>::new(shared::keyring()?).refuse_cross_site());
    shared::serve(app).await
}
