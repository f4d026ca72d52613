//! The site in actix-web.

mod of_error;

use std::net::TcpListener;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::{ErrorForbidden, ErrorRequestTimeout};
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue, SET_COOKIE};
use actix_web::middleware::{Next, from_fn};
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use actix_web::web::{Data, Path, Redirect, ServiceConfig, get, post, resource, route, scope};
use actix_web::{App, Error, HttpRequest, HttpResponse, HttpServer};
use iron_session::actix::{RequestSession, SessionMiddleware};
use iron_session::testing::SetCookieValues;
use iron_session::{Opened, Session, SessionError, SignedIn};
use tokio::sync::oneshot;

use super::contract::{self, Visit};
use super::site::{
    Account, Framework, Guest, InProcess, Known, LARGE, RIVAL, Root, Site, first, in_time, late, layer_of,
    one_by_one, others, pause, second, third, together,
};

contract::keep!(Actix);

struct Actix;

impl Framework for Actix {
    async fn serve(site: Site, listener: TcpListener, stop: oneshot::Receiver<()>) {
        let app = move || {
            let layered = scope("").configure(plain).configure(wrapped);
            let layered = layered.wrap(SessionMiddleware::from(site.guests.clone()));
            App::new()
                .app_data(Data::new(site.clone()))
                .route("/unlayered", get().to(read))
                .service(layered.wrap(layer_of!(site, SessionMiddleware)).wrap(from_fn(hurry)))
        };
        let server = HttpServer::new(app).workers(1).disable_signals().listen(listener);
        let server = server.expect("a socket that does not block").run();
        let handle = server.handle();
        tokio::task::spawn_local(async move {
            stop.await.unwrap_or_default();
            handle.stop(false).await;
        });
        server.await.expect("a server");
    }
}

impl InProcess for Actix {
    async fn ask(site: Site, paths: &[&str]) -> Vec<String> {
        let sessions = layer_of!(site, SessionMiddleware);
        let guests = SessionMiddleware::from(site.guests.clone());
        let app = App::new().app_data(Data::new(site)).configure(plain).configure(wrapped);
        let app = app.wrap(guests).wrap(sessions);
        let app = init_service(app).await;
        one_by_one(paths, async |path, cookies| {
            let request = TestRequest::get().uri(path).insert_header(("cookie", cookies)).to_request();
            let response = call_service(&app, request).await;
            let set = response.set_cookie_values();
            (set, String::from_utf8_lossy(&read_body(response).await).into_owned())
        })
        .await
    }
}

fn plain(site: &mut ServiceConfig) {
    site.route("/read", get().to(read))
        .route("/unasked", get().to(unasked))
        .route("/login/{user}", get().to(login))
        .route("/logout", get().to(logout))
        .route("/relogin/{user}", get().to(relogin))
        .route("/others", get().to(end_others))
        .route("/twice", get().to(twice))
        .route("/twice", post().to(twice))
        .route("/steps", get().to(steps))
        .route("/status/{code}", get().to(status))
        .route("/foreign", get().to(foreign))
        .route("/rival", get().to(rival))
        .route("/large", get().to(large))
        .route("/panic", get().to(panics))
        .route("/slow/{user}", get().to(slow))
        .route("/late/{work}", get().to(never))
        .route("/both", get().to(both))
        .route("/optional", get().to(optional))
        .route("/members", route().to(members))
        .service(scope("/inner").route("/members", route().to(members)))
        .route("/known", route().to(known))
        .route("/root", route().to(root));
}

fn wrapped(site: &mut ServiceConfig) {
    site.service(resource("/through").wrap(from_fn(count)).get(ten_visits))
        .service(resource("/guarded").wrap(from_fn(hold)).get(twice))
        .service(resource("/clash").wrap(from_fn(hold_changed)).get(read))
        .service(resource("/refused").wrap(from_fn(refuse)).get(read));
}

const X_VISITS: HeaderName = HeaderName::from_static("x-visits");

async fn read(session: Session<Account>) -> String {
    session.greeting()
}

async fn unasked() -> &'static str {
    "ok"
}

async fn login(mut session: Session<Account>, user: Path<String>) -> Redirect {
    session.renew();
    session.set_user(user.into_inner());
    Redirect::to("/read").see_other()
}

async fn logout(session: Session<Account>) -> Redirect {
    session.destroy();
    Redirect::to("/read").see_other()
}

async fn relogin(request: HttpRequest, user: Path<String>) -> Result<String, SessionError> {
    request.session::<Account>()?.destroy();
    let mut session = request.session::<Account>()?;
    let greeting = session.greeting();
    session.set_user(user.into_inner());
    Ok(greeting)
}

async fn end_others(site: Data<Site>, session: Session<Account>) -> Result<&'static str, SessionError> {
    others(&site, session).await
}

async fn twice(request: HttpRequest) -> Result<String, SessionError> {
    *request.session::<Account>()?.visits_mut() += 1;
    let mut session = request.session::<Account>()?;
    *session.visits_mut() += 1;
    Ok(session.visits().to_string())
}

async fn steps(request: HttpRequest) -> Result<String, SessionError> {
    first(request.session()?);
    pause().await;
    second(request.session()?).await;
    pause().await;
    Ok(third(request.session()?))
}

async fn status(mut session: Session<Account>, code: Path<u16>) -> HttpResponse {
    *session.visits_mut() += 1;
    HttpResponse::new(StatusCode::from_u16(*code).expect("the contract's codes"))
}

async fn foreign(mut session: Session<Account>) -> HttpResponse {
    *session.visits_mut() += 1;
    HttpResponse::Ok().insert_header((SET_COOKIE, "theme=dark; Path=/")).finish()
}

async fn rival(mut session: Session<Account>) -> HttpResponse {
    session.renew();
    HttpResponse::Ok().insert_header((SET_COOKIE, RIVAL)).finish()
}

async fn large(mut session: Session<Account>) -> HttpResponse {
    session.set_note("x".repeat(LARGE));
    HttpResponse::Ok().insert_header((SET_COOKIE, "theme=dark; Path=/")).body("lost")
}

async fn panics(mut session: Session<Account>) -> &'static str {
    *session.visits_mut() += 1;
    panic!("as the contract asks");
}

async fn slow(site: Data<Site>, user: Path<String>, request: HttpRequest) -> Result<String, SessionError> {
    request.session::<Account>()?.set_user(user.into_inner());
    site.meet().await;
    Ok(request.session::<Account>()?.greeting())
}

async fn never(work: Path<String>, session: Session<Account>) -> String {
    late(&work, session).await
}

async fn both(account: Session<Account>, guest: Session<Guest>) -> String {
    together(account, guest)
}

async fn optional(Opened(session): Opened<Account>) -> &'static str {
    if session.is_some() { "some" } else { "none" }
}

async fn members(session: SignedIn<Account>) -> String {
    session.greeting()
}

async fn known(session: SignedIn<Account, Known>) -> String {
    session.greeting()
}

async fn root(session: SignedIn<Account, (Known, Root)>) -> String {
    session.greeting()
}

async fn ten_visits(mut session: Session<Account>) -> String {
    *session.visits_mut() += 10;
    session.visits().to_string()
}

async fn hurry<B: MessageBody>(request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, Error> {
    if !request.path().starts_with("/late/") {
        return next.call(request).await;
    }
    in_time(next.call(request)).await.unwrap_or_else(|| Err(ErrorRequestTimeout("late")))
}

/// Changes the session before the handler, and reads it after the handler.
async fn count<B: MessageBody>(request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, Error> {
    *request.session::<Account>()?.visits_mut() += 1;
    pause().await;
    let response = next.call(request).await?;
    pause().await;
    let session = response.request().session::<Account>()?;
    Ok(with_visits(response, session.visits()))
}

async fn hold<B: MessageBody>(request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, Error> {
    let session = request.session::<Account>()?;
    let response = next.call(request).await?;
    Ok(with_visits(response, session.visits()))
}

async fn hold_changed<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let mut session = request.session::<Account>()?;
    *session.visits_mut() += 1;
    next.call(request).await
}

async fn refuse<B: MessageBody>(request: ServiceRequest, _: Next<B>) -> Result<ServiceResponse<B>, Error> {
    *request.session::<Account>()?.visits_mut() += 1;
    Err(ErrorForbidden("not today"))
}

fn with_visits<B>(mut response: ServiceResponse<B>, visits: u32) -> ServiceResponse<B> {
    response.headers_mut().insert(X_VISITS, HeaderValue::from(visits));
    response
}

#[test]
fn a_change_is_kept_with_an_error_of_a_middleware() {
    let mut visit = Visit::of::<Actix>();
    let answer = visit.visitor.get("/refused");
    assert_eq!((answer.status, answer.body.as_str()), (403, "not today"));
    contract::assert_written(&answer);
    assert_eq!(visit.visitor.get("/twice").body, "3");
}

#[tokio::test]
async fn a_session_too_large_leaves_its_reason_with_the_response() {
    let layer = SessionMiddleware::from(Site::new().sessions);
    let app = init_service(App::new().route("/", get().to(large)).wrap(layer)).await;
    let response = call_service(&app, TestRequest::default().to_request()).await;
    let error = response.response().error().expect("the reason").as_error::<SessionError>();
    assert!(matches!(error, Some(SessionError::Save(iron_session::Error::TooLarge(_)))), "{error:?}");
}

#[tokio::test]
async fn a_middleware_inside_another_does_nothing() {
    let layer = SessionMiddleware::from(Site::new().sessions);
    let app = App::new().route("/", get().to(ten_visits)).wrap(layer.clone()).wrap(layer);
    let app = init_service(app).await;
    let response = call_service(&app, TestRequest::default().to_request()).await;
    assert_eq!(response.headers().get_all(SET_COOKIE).count(), 1);
}
