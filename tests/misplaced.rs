//! Layers and arguments in an order that does not work, and the order that does, in axum and warp.

use std::convert::Infallible;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Request, Response, StatusCode};
use axum::middleware::{map_response, map_response_with_state};
use axum::response::IntoResponse;
use axum::routing::get;
use iron_session::axum::{RequestSession, SessionLayer};
use iron_session::{IronSession, Keyring, Login, Opened, Session, SessionError, SessionSlots, SignedIn};
use tower::{Layer, ServiceExt};

use crate::common::{Log, NOW, TestResult, Visit, sessions_at, v};
use crate::events::events_of;

fn layer() -> SessionLayer<Visit> {
    SessionLayer::new(sessions_at::<Visit>(NOW))
}

async fn answer(app: Router, cookie: Option<String>) -> TestResult<Response<Body>> {
    let mut request = Request::new(Body::empty());
    if let Some(cookie) = cookie {
        request.headers_mut().insert("cookie", HeaderValue::from_str(&format!("__Host-s={cookie}"))?);
    }
    Ok(app.oneshot(request).await?)
}

async fn text(response: Response<Body>) -> TestResult<String> {
    Ok(String::from_utf8(to_bytes(response.into_body(), 10_000).await?.to_vec())?)
}

async fn home(session: Session<Visit>) -> String {
    session.user_id().to_string()
}

/// A change that is too large to be saved.
async fn too_large(mut session: Session<Visit>) {
    session.set_note("x".repeat(5000));
}

mod extractors {
    use super::*;

    #[derive(IronSession)]
    #[iron(cookie = "__Host-m")]
    struct Member {
        user: Option<String>,
    }

    impl Login for Member {
        const PAGE: Option<&str> = Some("/login");

        fn is_signed_in(&self) -> bool {
            self.user.is_some()
        }
    }

    async fn login(mut session: Session<Member>) {
        session.set_user("ada");
    }

    async fn maybe(member: Option<SignedIn<Member>>) -> String {
        member.and_then(|member| member.user().map(str::to_owned)).unwrap_or_else(|| "nobody".to_owned())
    }

    async fn opened(Opened(session): Opened<Member>) -> &'static str {
        if session.is_some() { "some" } else { "none" }
    }

    fn app() -> Router {
        Router::new().route("/login", get(login)).route("/maybe", get(maybe)).route("/opened", get(opened))
    }

    async fn get_with(app: &Router, path: &str, cookie: &str) -> TestResult<Response<Body>> {
        let request = Request::get(path).header("cookie", cookie).body(Body::empty())?;
        Ok(app.clone().oneshot(request).await?)
    }

    #[tokio::test]
    async fn a_handler_asks_whether_somebody_is_signed_in_or_has_a_session() -> TestResult {
        let app = app().layer(SessionLayer::<Member>::new(Keyring::generate()?));
        let login = get_with(&app, "/login", "").await?;
        let cookie = login.headers()["set-cookie"].to_str()?.split(';').next().unwrap_or_default().to_owned();
        for (path, cookie, expected) in [
            ("/maybe", "", "nobody"),
            ("/maybe", "__Host-m=forged", "nobody"),
            ("/maybe", &cookie, "ada"),
            ("/opened", "", "none"),
            ("/opened", "__Host-m=forged", "none"),
            ("/opened", &cookie, "some"),
        ] {
            let response = get_with(&app, path, cookie).await?;
            assert_eq!(
                (response.status(), text(response).await?.as_str()),
                (StatusCode::OK, expected),
                "{path}"
            );
        }
        Ok(())
    }

    #[tokio::test]
    async fn without_a_layer_they_fail_and_are_not_nobody() -> TestResult {
        for path in ["/maybe", "/opened"] {
            let response = get_with(&app(), path, "").await?;
            assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
            assert!(text(response).await?.contains("no session layer for"));
        }
        Ok(())
    }
}

mod added_after {
    use super::*;

    /// A session type that has no layer.
    #[derive(IronSession)]
    #[iron(cookie = "__Host-none")]
    struct Unlayered {}

    const CAUSE: &str =
        "axum's `.layer` wraps only the routes, fallbacks and layers that were added before it";

    #[tokio::test]
    async fn a_route_or_fallback_that_is_added_after_the_layer_is_told_the_cause() -> TestResult {
        let route = Router::new().layer(layer()).route("/", get(home));
        let fallback = Router::new().route("/other", get(home)).layer(layer()).fallback(home);
        let nested = Router::new().layer(layer()).merge(Router::new().route("/", get(home)));
        for app in [route, fallback, nested] {
            let response = answer(app, None).await?;
            assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
            let text = text(response).await?;
            assert!(text.contains(CAUSE) && text.contains("Visit"), "{text}");
        }
        let right = Router::new().fallback(home).layer(layer());
        assert_eq!(text(answer(right, Some(v())).await?).await?, "7");
        Ok(())
    }

    #[test]
    fn a_missing_layer_is_one_event() {
        let parts = || Request::new(()).into_parts().0;
        let events = events_of(|| {
            let error = parts().session::<Visit>().expect_err("no layer");
            drop(error.into_response());
        });
        assert!(matches!(events.as_slice(), [event] if event.contains(CAUSE)), "{events:?}");
        assert_eq!(events_of(|| drop(SessionSlots::default().get::<Visit>())), [""; 0], "a question only");
    }

    #[tokio::test]
    async fn the_observer_of_another_types_layer_hears_of_a_missing_layer() -> TestResult {
        let log = Log::default();
        let other = SessionLayer::from(log.of_errors(sessions_at::<Visit>(NOW)));
        let handler = async |_: Session<Unlayered>| "never";
        let response = answer(Router::new().route("/", get(handler)).layer(other), None).await?;
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        let lines = log.lines();
        assert!(lines.len() == 1 && lines[0].contains("Unlayered"), "{lines:?}");
        Ok(())
    }
}

mod arguments {
    use super::*;

    /// A token that is made when it is first asked for.
    struct Token;

    impl<S: Sync> FromRequestParts<S> for Token {
        type Rejection = SessionError;

        async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
            let mut session = parts.session::<Visit>()?;
            if session.note().is_empty() {
                session.set_note("token");
            }
            Ok(Self)
        }
    }

    async fn token_last(mut session: Session<Visit>, _token: Token) {
        session.set_user_id(8);
    }

    async fn token_first(_token: Token, mut session: Session<Visit>) {
        session.set_user_id(8);
    }

    #[tokio::test]
    async fn what_writes_comes_first_among_the_arguments() -> TestResult {
        let log = Log::default();
        let observed = SessionLayer::from(log.of_errors(sessions_at::<Visit>(NOW)));
        let response = answer(Router::new().route("/", get(token_last)).layer(observed), Some(v())).await?;
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        let lines = log.lines();
        let places = lines.first().map_or(0, |line| line.matches("misplaced.rs:").count());
        assert!(lines.len() == 1 && places == 2, "{lines:?}");

        let response = answer(Router::new().route("/", get(token_first)).layer(layer()), Some(v())).await?;
        assert_eq!(response.status(), StatusCode::OK);
        assert!(response.headers().contains_key("set-cookie"));
        Ok(())
    }
}

mod headers {
    use super::*;

    /// What a layer for CORS does to a response.
    async fn cors(mut response: Response<Body>) -> Response<Body> {
        response.headers_mut().insert("access-control-allow-origin", HeaderValue::from_static("*"));
        response
    }

    #[tokio::test]
    async fn outside_of_the_layer_cors_headers_are_on_the_500_of_a_failed_save() -> TestResult {
        let app = || Router::new().route("/", get(too_large));
        let inside = answer(app().layer(map_response(cors)).layer(layer()), None).await?;
        let outside = answer(app().layer(layer()).layer(map_response(cors)), None).await?;
        for (response, has) in [(inside, false), (outside, true)] {
            assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
            assert_eq!(response.headers().contains_key("access-control-allow-origin"), has);
        }
        Ok(())
    }

    #[derive(Clone, Copy)]
    enum Rule {
        Always,
        IfNotPresent,
    }

    /// What a layer that sets a header on every response does.
    async fn public(
        axum::extract::State(rule): axum::extract::State<Rule>,
        mut response: Response<Body>,
    ) -> Response<Body> {
        let value = HeaderValue::from_static("public, max-age=3600");
        match rule {
            Rule::Always => drop(response.headers_mut().insert("cache-control", value)),
            Rule::IfNotPresent => drop(response.headers_mut().entry("cache-control").or_insert(value)),
        }
        response
    }

    #[tokio::test]
    async fn a_blanket_cache_control_belongs_outside_and_only_where_none_is_present() -> TestResult {
        let write = async |mut session: Session<Visit>| session.set_user_id(8);
        let app = || {
            let asked = Router::new().route("/read", get(home)).route("/write", get(write));
            asked.route("/static", get(async || "the same for all"))
        };
        let inside = |rule| app().layer(map_response_with_state(rule, public)).layer(layer());
        let outside = |rule| app().layer(layer()).layer(map_response_with_state(rule, public));
        let public = "public, max-age=3600";
        for (app, what, [read, written]) in [
            (inside(Rule::Always), "inside, it says more of a read than the session", [public, "no-store"]),
            (outside(Rule::Always), "outside, it says more than a written cookie", [public, public]),
            (outside(Rule::IfNotPresent), "the right order", ["private", "no-store"]),
        ] {
            for (path, expected) in [("/read", read), ("/write", written), ("/static", public)] {
                let response = app.clone().oneshot(Request::get(path).body(Body::empty())?).await?;
                assert_eq!(response.headers()["cache-control"], expected, "{what}: {path}");
            }
        }
        Ok(())
    }
}

#[tokio::test]
async fn routes_of_warp_are_tested_as_the_service_below_the_layer() -> TestResult {
    use iron_session::warp::{SessionLayer, answer, session};
    use warp::Filter;

    let routes = session().map(|session: Session<Visit>| session.user_id().to_string()).recover(answer);
    let alone = warp::test::request().reply(&routes).await;
    assert_eq!(alone.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert!(str::from_utf8(alone.body())?.contains("no session layer for"));

    let service = SessionLayer::from(sessions_at::<Visit>(NOW)).layer(warp::service(routes));
    let request = Request::builder().header("cookie", format!("__Host-s={}", v())).body(String::new())?;
    let answered: Result<_, Infallible> = service.oneshot(request).await;
    let body = to_bytes(Body::new(answered?.into_body()), 100).await?;
    assert_eq!(body, "7");
    Ok(())
}

#[tokio::test]
async fn the_observer_of_each_layer_that_the_request_passed_hears_of_a_missing_one() -> TestResult {
    #[derive(IronSession)]
    #[iron(cookie = "__Host-second")]
    struct Second {}

    #[derive(IronSession)]
    #[iron(cookie = "__Host-missing")]
    struct Missing {}

    let logs = [Log::default(), Log::default()];
    let first = SessionLayer::from(logs[0].of_errors(sessions_at::<Visit>(NOW)));
    let second = SessionLayer::from(logs[1].of_errors(sessions_at::<Second>(NOW)));
    let app: Router = Router::new().route("/", get(missing::<Missing>)).layer(first).layer(second);
    answer(app, None).await?;
    for log in logs {
        assert!(log.lines().len() == 1 && log.lines()[0].contains("Missing"), "{:?}", log.lines());
    }
    Ok(())
}

async fn missing<T: IronSession>(session: Result<Session<T>, SessionError>) -> String {
    session.map_or_else(|error| error.to_string(), |_| "lent".to_owned())
}
