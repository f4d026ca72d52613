//! What only axum has: sessions without a layer, sessions in streams, and visitors who are refused.

use std::convert::Infallible;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Path;
use axum::http::{HeaderMap, Request, Response, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use futures_util::{StreamExt, stream};
use iron_session::axum::Returned;
use iron_session::tower::SessionLayer;
use iron_session::{
    Destroyed, IronSession, Login, RevocationError, Session, SessionError, SignedIn, StoreError,
};
use tower::ServiceExt;

use crate::common::{NOW, TestResult, Visit, keys, sessions_at, v};

async fn answer(app: Router, path: &str, cookie: &str) -> TestResult<Response<Body>> {
    let request = Request::builder().uri(path).header("cookie", cookie).body(Body::empty())?;
    Ok(app.oneshot(request).await?)
}

async fn text(response: Response<Body>) -> TestResult<String> {
    Ok(String::from_utf8(to_bytes(response.into_body(), 10_000).await?.to_vec())?)
}

fn cookies(response: &Response<Body>) -> Vec<&str> {
    response.headers().get_all("set-cookie").iter().filter_map(|value| value.to_str().ok()).collect()
}

/// A site without a layer, whose keyring is in the state of the router.
fn without_layer() -> Router {
    async fn login(mut session: Returned<Visit>, Path(user): Path<u32>) -> (Returned<Visit>, Redirect) {
        session.renew();
        session.set_user_id(user);
        (session, Redirect::to("/"))
    }
    async fn logout(session: Returned<Visit>) -> (Destroyed<Visit>, Redirect) {
        (session.destroy(), Redirect::to("/"))
    }
    async fn large(mut session: Returned<Visit>) -> (Returned<Visit>, &'static str) {
        session.set_note("x".repeat(5000));
        (session, "lost")
    }
    async fn read(session: Returned<Visit>) -> String {
        session.user_id().to_string()
    }
    Router::new()
        .route("/", get(read))
        .route("/login/{user}", get(login))
        .route("/logout", get(logout))
        .route("/large", get(large))
        .with_state(keys())
}

#[tokio::test]
async fn without_a_layer_a_returned_session_is_saved() -> TestResult {
    let response = answer(without_layer(), "/login/8", "").await?;
    assert_eq!((response.status(), cookies(&response).len()), (StatusCode::SEE_OTHER, 1));
    assert_eq!(response.headers()["cache-control"], "no-store");
    let pair = cookies(&response)[0].split(';').next().unwrap_or_default().to_owned();
    assert_eq!(text(answer(without_layer(), "/", &pair).await?).await?, "8");

    let removal = answer(without_layer(), "/logout", &pair).await?;
    assert!(cookies(&removal)[0].starts_with("__Host-s=; Max-Age=0"));
    Ok(())
}

#[tokio::test]
async fn without_a_layer_a_failed_save_is_a_500_that_says_nothing() -> TestResult {
    let response = answer(without_layer(), "/large", "").await?;
    assert_eq!((response.status(), cookies(&response).len()), (StatusCode::INTERNAL_SERVER_ERROR, 0));
    assert_eq!(text(response).await?, "");
    Ok(())
}

#[tokio::test]
async fn below_a_layer_a_returned_session_is_saved_by_the_layer() -> TestResult {
    async fn logout(session: Returned<Visit>) -> (Destroyed<Visit>, &'static str) {
        (session.destroy(), "bye")
    }
    let refreshing =
        || sessions_at::<Visit>(NOW + 1800).configure(|it| it.refresh_after(Duration::from_secs(60)));
    let look = |_: Session<Visit>, request: Request<Body>, next: Next| async move { next.run(request).await };
    let app = Router::new()
        .route("/logout", get(logout))
        .layer(from_fn(look))
        .layer(SessionLayer::from(refreshing()?))
        .with_state(keys());
    let response = answer(app, "/logout", &format!("__Host-s={}", v())).await?;
    assert!(cookies(&response).len() == 1 && cookies(&response)[0].starts_with("__Host-s=; Max-Age=0"));
    Ok(())
}

#[tokio::test]
async fn a_refresh_does_not_replace_a_cookie_that_a_handler_wrote() -> TestResult {
    async fn logout(headers: HeaderMap) -> Result<HeaderMap, SessionError> {
        let mut response = HeaderMap::new();
        sessions_at::<Visit>(NOW + 1800).load(&headers).destroy().save(&mut response)?;
        Ok(response)
    }
    let refreshing =
        sessions_at::<Visit>(NOW + 1800).configure(|it| it.refresh_after(Duration::from_secs(60)))?;
    let look = |session: Session<Visit>, request: Request<Body>, next: Next| async move {
        drop(session);
        next.run(request).await
    };
    let app =
        Router::new().route("/", get(logout)).layer(from_fn(look)).layer(SessionLayer::from(refreshing));
    let response = answer(app, "/", &format!("__Host-s={}", v())).await?;
    assert!(cookies(&response).len() == 1 && cookies(&response)[0].starts_with("__Host-s=; Max-Age=0"));
    Ok(())
}

#[tokio::test]
async fn a_stream_of_events_reads_the_session() -> TestResult {
    async fn events(session: Session<Visit>) -> impl IntoResponse {
        let event = move |()| Ok::<_, Infallible>(Event::default().data(session.user_id().to_string()));
        Sse::new(stream::iter([(), ()]).map(event))
    }
    let app = Router::new().route("/", get(events)).layer(SessionLayer::from(sessions_at::<Visit>(NOW)));
    let response = answer(app, "/", &format!("__Host-s={}", v())).await?;
    assert_eq!((response.status(), cookies(&response).len()), (StatusCode::OK, 0));
    assert_eq!(text(response).await?, "data: 7\n\ndata: 7\n\n");
    Ok(())
}

/// A session type without a login page: visitors who are not signed in get a 401.
#[derive(IronSession)]
#[iron(cookie = "__Host-api")]
struct Api {
    token: Option<String>,
}

impl Login for Api {
    fn is_signed_in(&self) -> bool {
        self.token.is_some()
    }
}

#[tokio::test]
async fn without_a_login_page_strangers_get_a_401() -> TestResult {
    async fn members(session: SignedIn<Api>) -> String {
        format!("{:?}", session.token())
    }
    async fn leave(session: SignedIn<Api>) {
        SignedIn::into_session(session).destroy();
    }
    let app = Router::new()
        .route("/", get(members))
        .route("/leave", get(leave))
        .layer(SessionLayer::from(sessions_at::<Api>(NOW)));
    let response = answer(app.clone(), "/", "").await?;
    assert_eq!((response.status(), cookies(&response).len()), (StatusCode::UNAUTHORIZED, 0));
    assert_eq!(response.headers()["vary"], "Cookie");

    let mut session = sessions_at::<Api>(NOW).load(&HeaderMap::new());
    session.set_token("t");
    let pair = session.set_cookies()?.into_iter().next().ok_or("a cookie")?;
    let pair = pair.split(';').next().unwrap_or_default();
    assert_eq!(text(answer(app.clone(), "/", pair).await?).await?, "Some(\"t\")");
    assert!(cookies(&answer(app, "/leave", pair).await?)[0].starts_with("__Host-api=; Max-Age=0"));
    Ok(())
}

#[tokio::test]
async fn the_body_of_a_500_names_a_mistake_in_the_program_and_no_failed_save() -> TestResult {
    let mistake = SessionError::TooLate { cookie: "s" };
    let told = mistake.to_string();
    assert_eq!(text(mistake.into_response()).await?, told);
    let failure = SessionError::Save(iron_session::Error::Random).into_response();
    assert_eq!(failure.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(text(failure).await?, "");
    Ok(())
}

#[tokio::test]
async fn what_a_handler_could_not_end_is_told_by_the_status_and_the_store_s_words_are_not() -> TestResult {
    for (error, status, retry) in [
        (RevocationError::Store(StoreError::new("no connection")), 503, Some("1")),
        (RevocationError::Ended, 401, None),
        (RevocationError::NotInUse, 500, None),
    ] {
        let response = SessionError::from(error).into_response();
        let told = response.headers().get("retry-after").and_then(|seconds| seconds.to_str().ok());
        assert_eq!((response.status().as_u16(), told), (status, retry));
        assert_eq!(text(response).await?, "sessions could not be ended, or a token not be used up");
    }
    Ok(())
}
