//! The mistakes of which only the layer can tell, in each framework: two writers, a session that is held at
//! the end, and two types with one name.

use iron_session::{Keyring, Session, SessionManager};

use super::super::{Account, IS_TOLD, Namesake, assert_heard, observed, sessions};

fn namesakes() -> SessionManager<Namesake> {
    SessionManager::new(Keyring::generate().expect("the system has random bytes"))
}

/// Two holders that both change the session.
fn conflict(mut first: Session<Account>, mut second: Session<Account>) {
    first.set_note("first");
    drop(first);
    second.set_note("second");
}

/// A holder that keeps the session for ever.
fn held(mut session: Session<Account>) {
    session.set_note("changed");
    std::mem::forget(session);
}

/// Checks the body of a 500 without an observer.
fn assert_told(status: u16, body: &str, texts: &[&str]) {
    assert_eq!(status, 500);
    assert_eq!(texts.iter().all(|text| body.contains(text)) && body.contains("on_event"), IS_TOLD, "{body}");
    assert_eq!(body.is_empty(), !IS_TOLD, "{body}");
}

const CONFLICT: [&str; 2] = ["in two places at once, at ", "mistakes.rs:"];
const HELD: [&str; 2] = ["was still held", "mistakes.rs:"];
const SAME: [&str; 1] = ["share the cookie name `__Host-told`"];

/// One test for each framework: `$site` has `answer`, which gives status and body for a path, and `twins`,
/// which has two layers.
macro_rules! mistakes {
    ($feature:literal $name:ident $site:ident $($twins:ident)?) => {
        #[cfg(feature = $feature)]
        #[tokio::test]
        async fn $name() {
            for (path, texts) in [("/conflict", CONFLICT), ("/held", HELD)] {
                let (status, body) = $site::answer(sessions(), path).await;
                assert_told(status, &body, &texts);
                let (sessions, count) = observed();
                let (status, body) = $site::answer(sessions, path).await;
                assert_heard(status, &body, &count);
            }
            $(
                let (status, body) = $site::$twins(namesakes(), sessions()).await;
                assert_told(status, &body, &SAME);
                let (sessions, count) = observed();
                let twins = namesakes().on_event(|_| ());
                let (status, body) = $site::$twins(twins, sessions).await;
                assert_heard(status, &body, &count);
            )?
        }
    };
}

mistakes!("axum" a_mistake_is_told_only_if_nobody_else_hears_of_it_in_axum on_axum twins);
mistakes!("tower" a_mistake_is_told_only_if_nobody_else_hears_of_it_in_tower on_tower twins);
mistakes!("warp" a_mistake_is_told_only_if_nobody_else_hears_of_it_in_warp on_warp twins);
mistakes!("actix" a_mistake_is_told_only_if_nobody_else_hears_of_it_in_actix on_actix twins);
mistakes!("poem" a_mistake_is_told_only_if_nobody_else_hears_of_it_in_poem on_poem twins);
mistakes!("salvo" a_mistake_is_told_only_if_nobody_else_hears_of_it_in_salvo on_salvo twins);
// Rocket does not launch with two types of one name.
mistakes!("rocket" a_mistake_is_told_only_if_nobody_else_hears_of_it_in_rocket on_rocket);

#[cfg(feature = "axum")]
mod on_axum {
    use axum::Router;
    use axum::body::Body;
    use axum::routing::get;
    use http::Request;
    use iron_session::axum::SessionLayer;
    use tower::ServiceExt;

    use super::super::super::on_axum::text;
    use super::{Account, Namesake, Session, SessionManager};

    fn router() -> Router {
        let conflict = async |one: Session<Account>, two: Session<Account>| super::conflict(one, two);
        let held = async |session: Session<Account>| super::held(session);
        Router::new().route("/conflict", get(conflict)).route("/held", get(held))
    }

    pub(super) async fn answer(sessions: SessionManager<Account>, path: &str) -> (u16, String) {
        send(router().layer(SessionLayer::new(sessions)), path).await
    }

    pub(super) async fn twins(
        outer: SessionManager<Namesake>,
        inner: SessionManager<Account>,
    ) -> (u16, String) {
        send(router().layer(SessionLayer::new(inner)).layer(SessionLayer::new(outer)), "/held").await
    }

    async fn send(app: Router, path: &str) -> (u16, String) {
        let request = Request::get(path).body(Body::empty()).expect("a path");
        let response = app.oneshot(request).await.expect("an answer");
        (response.status().as_u16(), text(response).await)
    }
}

#[cfg(feature = "tower")]
mod on_tower {
    use std::convert::Infallible;

    use axum::body::{Body, to_bytes};
    use http::{Request, Response};
    use http_body::Body as HttpBody;
    use iron_session::tower::{RequestSession, SessionLayer};
    use tower::{Layer, Service, ServiceExt, service_fn};

    use super::{Account, Namesake, SessionManager};

    async fn handle(request: Request<()>) -> Result<Response<String>, Infallible> {
        let lend = || request.session::<Account>().expect("below the layer");
        match request.uri().path() {
            "/held" => super::held(lend()),
            _ => super::conflict(lend(), lend()),
        }
        Ok(Response::new(String::new()))
    }

    pub(super) async fn answer(sessions: SessionManager<Account>, path: &str) -> (u16, String) {
        send(SessionLayer::new(sessions).layer(service_fn(handle)), path).await
    }

    pub(super) async fn twins(
        outer: SessionManager<Namesake>,
        inner: SessionManager<Account>,
    ) -> (u16, String) {
        let service = SessionLayer::new(inner).layer(service_fn(handle));
        send(SessionLayer::new(outer).layer(service), "/held").await
    }

    pub(super) async fn send<S, B>(service: S, path: &str) -> (u16, String)
    where
        S: Service<Request<()>, Response = Response<B>, Error = Infallible>,
        B: HttpBody<Data = axum::body::Bytes, Error: std::error::Error + Send + Sync + 'static>
            + Send
            + 'static,
    {
        let request = Request::get(path).body(()).expect("a path");
        let response = service.oneshot(request).await.expect("an answer");
        let status = response.status().as_u16();
        let bytes = to_bytes(Body::new(response.into_body()), 10_000).await.expect("a body");
        (status, String::from_utf8(bytes.to_vec()).expect("text"))
    }
}

#[cfg(feature = "warp")]
mod on_warp {
    use axum::body::{Body, to_bytes};
    use http::{Request, Response};
    use iron_session::warp::{SessionLayer, session};
    use tower::{Layer, Service, ServiceExt};
    use warp::Filter;

    use super::{Account, Namesake, Session, SessionManager};

    macro_rules! routes {
        () => {{
            let both = session::<Account>().and(session::<Account>());
            let both = both.map(|one, two: Session<Account>| {
                super::conflict(one, two);
                "saved"
            });
            let held = session::<Account>().map(|session| {
                super::held(session);
                "saved"
            });
            warp::service(warp::path!("conflict").and(both).or(warp::path!("held").and(held)))
        }};
    }

    pub(super) async fn answer(sessions: SessionManager<Account>, path: &str) -> (u16, String) {
        send(SessionLayer::new(sessions).layer(routes!()), path).await
    }

    pub(super) async fn twins(
        outer: SessionManager<Namesake>,
        inner: SessionManager<Account>,
    ) -> (u16, String) {
        let service = SessionLayer::new(inner).layer(routes!());
        send(SessionLayer::new(outer).layer(service), "/held").await
    }

    async fn send<S, B>(service: S, path: &str) -> (u16, String)
    where
        S: Service<Request<String>, Response = Response<B>, Error: std::fmt::Debug>,
        B: http_body::Body<Data = axum::body::Bytes, Error: std::error::Error + Send + Sync + 'static>
            + Send
            + 'static,
    {
        let request = Request::get(path).body(String::new()).expect("a path");
        let response = service.oneshot(request).await.expect("an answer");
        let status = response.status().as_u16();
        let bytes = to_bytes(Body::new(response.into_body()), 10_000).await.expect("a body");
        (status, String::from_utf8(bytes.to_vec()).expect("text"))
    }
}

#[cfg(feature = "actix")]
mod on_actix {
    use actix_web::App;
    use actix_web::body::MessageBody;
    use actix_web::dev::ServiceResponse;
    use actix_web::test::{TestRequest, call_service, init_service};
    use actix_web::web::{ServiceConfig, get};
    use iron_session::actix::SessionMiddleware;

    use super::{Account, Namesake, Session, SessionManager};

    fn routes(app: &mut ServiceConfig) {
        let conflict = async |one: Session<Account>, two: Session<Account>| {
            super::conflict(one, two);
            "saved"
        };
        let held = async |session: Session<Account>| {
            super::held(session);
            "saved"
        };
        app.route("/conflict", get().to(conflict)).route("/held", get().to(held));
    }

    pub(super) async fn answer(sessions: SessionManager<Account>, path: &str) -> (u16, String) {
        let app = init_service(App::new().configure(routes).wrap(SessionMiddleware::new(sessions))).await;
        told(call_service(&app, TestRequest::get().uri(path).to_request()).await).await
    }

    pub(super) async fn twins(
        outer: SessionManager<Namesake>,
        inner: SessionManager<Account>,
    ) -> (u16, String) {
        let app = App::new().configure(routes).wrap(SessionMiddleware::new(inner));
        let app = init_service(app.wrap(SessionMiddleware::new(outer))).await;
        told(call_service(&app, TestRequest::get().uri("/held").to_request()).await).await
    }

    async fn told(response: ServiceResponse<impl MessageBody>) -> (u16, String) {
        let status = response.status().as_u16();
        (status, super::super::super::on_actix::text(response.into_body()).await)
    }
}

#[cfg(feature = "poem")]
mod on_poem {
    use iron_session::poem::SessionMiddleware;
    use poem::http::Uri;
    use poem::{Endpoint, EndpointExt, Request, Route, get, handler};

    use super::{Account, Namesake, Session, SessionManager};

    #[handler]
    fn conflict(one: Session<Account>, two: Session<Account>) {
        super::conflict(one, two);
    }

    #[handler]
    fn held(session: Session<Account>) {
        super::held(session);
    }

    fn routes() -> Route {
        Route::new().at("/conflict", get(conflict)).at("/held", get(held))
    }

    pub(super) async fn answer(sessions: SessionManager<Account>, path: &'static str) -> (u16, String) {
        send(routes().with(SessionMiddleware::new(sessions)), path).await
    }

    pub(super) async fn twins(
        outer: SessionManager<Namesake>,
        inner: SessionManager<Account>,
    ) -> (u16, String) {
        let app = routes().with(SessionMiddleware::new(inner));
        send(app.with(SessionMiddleware::new(outer)), "/held").await
    }

    async fn send(app: impl Endpoint, path: &'static str) -> (u16, String) {
        let response = app.get_response(Request::builder().uri(Uri::from_static(path)).finish()).await;
        let status = response.status().as_u16();
        (status, response.into_body().into_string().await.expect("a body"))
    }
}

#[cfg(feature = "salvo")]
mod on_salvo {
    extern crate salvo_core as salvo;

    use std::sync::Arc;

    use iron_session::salvo::SessionMiddleware;
    use salvo::prelude::*;

    use super::super::super::on_salvo::told;
    use super::{Account, Namesake, Session, SessionManager};

    #[handler]
    async fn conflict(one: Session<Account>, two: Session<Account>) {
        super::conflict(one, two);
    }

    #[handler]
    async fn held(session: Session<Account>) {
        super::held(session);
    }

    pub(super) async fn answer(sessions: SessionManager<Account>, path: &str) -> (u16, String) {
        let handler: Arc<dyn Handler> = if path == "/held" { Arc::new(held) } else { Arc::new(conflict) };
        told(vec![Arc::new(SessionMiddleware::new(sessions)), handler]).await
    }

    pub(super) async fn twins(
        outer: SessionManager<Namesake>,
        inner: SessionManager<Account>,
    ) -> (u16, String) {
        let (outer, inner) = (SessionMiddleware::new(outer), SessionMiddleware::new(inner));
        told(vec![Arc::new(outer), Arc::new(inner), Arc::new(held)]).await
    }
}

#[cfg(feature = "rocket")]
mod on_rocket {
    use rocket::{get, routes};

    use super::super::super::on_rocket::send;
    use super::{Account, Session, SessionManager};

    #[get("/conflict")]
    fn conflict(one: Session<Account>, two: Session<Account>) {
        super::conflict(one, two);
    }

    #[get("/held")]
    fn held(session: Session<Account>) {
        super::held(session);
    }

    pub(super) async fn answer(sessions: SessionManager<Account>, path: &str) -> (u16, String) {
        send(routes![conflict, held], sessions, path).await
    }
}
