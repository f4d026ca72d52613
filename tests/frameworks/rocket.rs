//! The site in Rocket. It has guards and fairings in place of middleware, and opens its own socket.

#![expect(clippy::needless_pass_by_value, reason = "a guard is an argument by value")]

use std::net::Ipv4Addr;
use std::sync::mpsc;

use iron_session::rocket::{RequestSession, SessionFairing};
use iron_session::{Opened, Session, SessionError, SignedIn};
use rocket::config::LogLevel;
use rocket::fairing::AdHoc;
use rocket::http::{Cookie, CookieJar, Header, Method, Status};
use rocket::local::asynchronous::Client;
use rocket::request::{Outcome, Request};
use rocket::response::{Redirect, Responder};
use rocket::route::{self, Handler, Route};
use rocket::{Build, Config, Data, Rocket, State, async_trait, catch, catchers, get, options, post, routes};
use tokio::sync::oneshot;

use self::guards::{Changed, Counted, Ended, Met, Stepped, Twice};
use super::contract;
use super::site::{
    Account, DROPPED, Guest, Host, InProcess, Known, LARGE, RIVAL, Root, Site, in_polls, in_time, late,
    layer_of, others, pause, together,
};

mod guards;
mod local;
mod rules;

contract::keep!(OnRocket);

struct OnRocket;

impl Host for OnRocket {
    async fn host(site: Site, port: mpsc::Sender<u16>, stop: oneshot::Receiver<()>) {
        let ready = AdHoc::on_liftoff("port", move |rocket| {
            port.send(rocket.config().port).expect("a test that waits for it");
            Box::pin(async {})
        });
        tokio::select! {
            ended = build(site).await.attach(ready).launch() => drop(ended.expect("a server")),
            stopped = stop => stopped.unwrap_or_default(),
        }
    }
}

impl InProcess for OnRocket {
    async fn ask(site: Site, paths: &[&str]) -> Vec<String> {
        let client = Client::tracked(build(site).await).await.expect("a launch");
        let mut bodies = Vec::new();
        for path in paths {
            let body = Box::pin(async {
                client.get(*path).dispatch().await.into_string().await.unwrap_or_default()
            });
            bodies.push(in_polls(path, body).await.unwrap_or_else(|| DROPPED.to_owned()));
        }
        bodies
    }
}

fn bare() -> Rocket<Build> {
    let address = Ipv4Addr::LOCALHOST.into();
    rocket::custom(Config { address, port: 0, log_level: LogLevel::Off, ..Config::debug_default() })
}

async fn build(site: Site) -> Rocket<Build> {
    let unlayered_site = bare().mount("/", [Route::new(Method::Get, "/read", ReadUnchecked)]);
    let unlayered_site = Client::untracked(unlayered_site.register("/", catchers![failed])).await;
    let sessions = layer_of!(site, SessionFairing);
    let late_site = bare().mount("/", routes![never]).attach(sessions.clone());
    let late_site = LateSite(Client::untracked(late_site).await.expect("a launch"));
    let guests = SessionFairing::from(site.guests.clone());
    bare()
        .manage(site)
        .manage(unlayered_site.expect("a launch"))
        .manage(late_site)
        .mount("/", all_routes())
        .mount("/inner", routes![members])
        .attach(count_after())
        .attach(sessions)
        .attach(guests)
}

fn all_routes() -> Vec<Route> {
    routes![
        read,
        unasked,
        login,
        logout,
        relogin,
        end_others,
        twice,
        twice_by_post,
        steps,
        status,
        foreign,
        rival,
        large,
        panics,
        slow,
        both,
        optional,
        members,
        members_by_post,
        members_by_options,
        known,
        root,
        through,
        guarded,
        clash,
        unlayered,
        hurried
    ]
}

#[get("/read")]
fn read(session: Session<Account>) -> String {
    session.greeting()
}

#[get("/unasked")]
fn unasked() -> &'static str {
    "ok"
}

#[get("/login/<user>")]
fn login(mut session: Session<Account>, user: String) -> Redirect {
    session.renew();
    session.set_user(user);
    Redirect::to("/read")
}

#[get("/logout")]
fn logout(session: Session<Account>) -> Redirect {
    session.destroy();
    Redirect::to("/read")
}

#[get("/relogin/<user>")]
fn relogin(_ended: Ended, mut session: Session<Account>, user: String) -> String {
    let greeting = session.greeting();
    session.set_user(user);
    greeting
}

#[get("/others")]
async fn end_others(site: &State<Site>, session: Session<Account>) -> Result<&'static str, SessionError> {
    others(site, session).await
}

#[post("/twice")]
fn twice_by_post(visits: Twice) -> String {
    twice(visits)
}

#[get("/twice")]
fn twice(visits: Twice) -> String {
    visits.0.to_string()
}

#[get("/steps")]
fn steps(stepped: Stepped) -> String {
    stepped.0
}

#[get("/status/<code>")]
fn status(mut session: Session<Account>, code: u16) -> (Status, ()) {
    *session.visits_mut() += 1;
    (Status::from_code(code).expect("the contract's codes"), ())
}

#[get("/foreign")]
fn foreign(mut session: Session<Account>, cookies: &CookieJar<'_>) {
    *session.visits_mut() += 1;
    cookies.add(("theme", "dark"));
}

#[get("/rival")]
fn rival(mut session: Session<Account>, cookies: &CookieJar<'_>) {
    session.renew();
    cookies.add(Cookie::parse(RIVAL).expect("a cookie"));
}

#[get("/large")]
fn large(mut session: Session<Account>, cookies: &CookieJar<'_>) -> &'static str {
    session.set_note("x".repeat(LARGE));
    cookies.add(("theme", "dark"));
    "lost"
}

#[get("/panic")]
fn panics(mut session: Session<Account>) -> &'static str {
    *session.visits_mut() += 1;
    panic!("as the contract asks");
}

#[get("/slow/<_>")]
fn slow(_met: Met, session: Session<Account>) -> String {
    session.greeting()
}

#[get("/both")]
fn both(account: Session<Account>, guest: Session<Guest>) -> String {
    together(account, guest)
}

#[get("/optional")]
fn optional(session: Opened<Account>) -> &'static str {
    if session.0.is_some() { "some" } else { "none" }
}

#[get("/members")]
fn members(session: SignedIn<Account>) -> String {
    session.greeting()
}

#[post("/members")]
fn members_by_post(session: SignedIn<Account>) -> String {
    session.greeting()
}

#[options("/members")]
fn members_by_options(session: SignedIn<Account>) -> String {
    session.greeting()
}

#[get("/known")]
fn known(session: SignedIn<Account, Known>) -> String {
    session.greeting()
}

#[get("/root")]
fn root(session: SignedIn<Account, (Known, Root)>) -> String {
    session.greeting()
}

#[get("/through")]
fn through(_before: Counted, mut session: Session<Account>) -> String {
    *session.visits_mut() += 10;
    session.visits().to_string()
}

#[get("/guarded")]
fn guarded(held: Session<Account>, visits: Twice) -> WithVisits {
    WithVisits { body: visits.0.to_string(), visits: Header::new("x-visits", held.visits().to_string()) }
}

#[get("/clash")]
fn clash(_held: Changed, session: Session<Account>) -> String {
    session.greeting()
}

/// A fairing is for all routes of a server. So the route without our fairing is on another server, which has
/// no socket.
#[get("/unlayered")]
async fn unlayered(bare: &State<Client>) -> (Status, String) {
    let response = bare.get("/read").dispatch().await;
    (response.status(), response.into_string().await.unwrap_or_default())
}

/// Nothing is outside of a fairing. So the timeout is around a request to another server, which has no
/// socket.
struct LateSite(Client);

#[get("/late/<work>")]
async fn hurried(site: &State<LateSite>, work: &str) -> Status {
    let dispatched = in_time(site.0.get(format!("/late/{work}")).dispatch()).await;
    dispatched.map_or(Status::RequestTimeout, |response| response.status())
}

#[get("/late/<work>")]
async fn never(work: &str, session: Session<Account>) -> String {
    late(work, session).await
}

#[derive(Responder)]
struct WithVisits {
    body: String,
    visits: Header<'static>,
}

/// Reads the session after the route `through`, and before the fairing of the session saves it.
fn count_after() -> AdHoc {
    AdHoc::on_response("visits", |request, response| {
        Box::pin(async move {
            if request.uri().path() == "/through" {
                pause().await;
                let session = request.session::<Account>().expect("nobody else holds it now");
                response.set_raw_header("x-visits", session.visits().to_string());
            }
        })
    })
}

/// Like `read`, but Rocket does not know of the guard when it launches.
#[derive(Clone)]
struct ReadUnchecked;

#[async_trait]
impl Handler for ReadUnchecked {
    async fn handle<'r>(&self, request: &'r Request<'_>, _: Data<'r>) -> route::Outcome<'r> {
        match request.guard::<Session<Account>>().await {
            Outcome::Success(session) => route::Outcome::from(request, session.greeting()),
            Outcome::Error((status, _)) | Outcome::Forward(status) => route::Outcome::error(status),
        }
    }
}

#[catch(500)]
fn failed(request: &Request<'_>) -> String {
    request.session_error().map_or_else(String::new, |error| error.to_string())
}
