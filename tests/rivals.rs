//! A Set-Cookie of the session's name that another hand put into the response is not overwritten without a
//! word.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use http::header::SET_COOKIE;
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode};
use iron_session::tower::{RequestSession, SessionBody, SessionLayer};
use iron_session::{Session, SessionError, SessionManager, SessionSlot};
use tower::{Layer, ServiceExt, service_fn};

use crate::common::{Log, NOW, TestResult, Visit, cookies, sessions_at, v, value};

/// What a handler does with its session and with its response.
type Work = fn(&Request<()>, &mut HeaderMap);

fn request() -> Request<()> {
    let request = Request::builder().header("cookie", format!("__Host-s={}", v()));
    request.body(()).expect("a sound request")
}

/// The answer of a layer around a handler that does `work`, and what was reported.
async fn answer(sessions: SessionManager<Visit>, work: Work) -> (Response<SessionBody<()>>, Vec<String>) {
    let log = Log::default();
    let handler = service_fn(move |request: Request<()>| async move {
        let mut response = Response::new(());
        work(&request, response.headers_mut());
        Ok::<_, Infallible>(response)
    });
    let layer = SessionLayer::from(log.of_errors(sessions));
    (layer.layer(handler).oneshot(request()).await.expect("an answer"), log.lines())
}

fn written<B>(response: &Response<B>) -> Vec<&str> {
    let values = response.headers().get_all(SET_COOKIE).into_iter();
    values.map(|value| value.to_str().expect("ASCII")).collect()
}

fn user_of(set_cookie: &str) -> u32 {
    sessions_at::<Visit>(NOW).load(&cookies([format!("__Host-s={}", value(set_cookie))])).user_id()
}

fn asked_for(request: &Request<()>) -> Session<Visit> {
    request.session().expect("below the layer")
}

/// A login by somebody who has no part in the layer: an inner service, or a load and save by hand.
fn login_by_another_hand(headers: &mut HeaderMap) {
    let mut session = sessions_at::<Visit>(NOW).load(&HeaderMap::new());
    session.set_user_id(99);
    let cookies = session.set_cookies().expect("a small session");
    for text in cookies {
        headers.append(SET_COOKIE, text.try_into().expect("a header value"));
    }
}

#[tokio::test]
async fn a_login_in_an_inner_service_with_a_request_of_its_own_is_a_conflict() -> TestResult {
    let log = Log::default();
    let layer = SessionLayer::from(log.of_errors(sessions_at::<Visit>(NOW)));
    let inner =
        SessionLayer::from(sessions_at::<Visit>(NOW)).layer(service_fn(|request: Request<()>| async move {
            request.session::<Visit>().expect("below the inner layer").set_user_id(99);
            Ok::<_, Infallible>(Response::new(()))
        }));
    let handler = service_fn(move |request: Request<()>| {
        let inner = inner.clone();
        async move {
            request.session::<Visit>().expect("below the layer").set_note("seen");
            inner.oneshot(Request::new(())).await
        }
    });
    let response = layer.layer(handler).oneshot(request()).await?;
    assert_eq!((response.status(), written(&response)), (StatusCode::INTERNAL_SERVER_ERROR, vec![]));
    let cause = response.extensions().get::<Arc<SessionError>>().map(AsRef::as_ref);
    assert!(matches!(cause, Some(SessionError::Conflict { cookie: "__Host-s", changed: None })), "{cause:?}");
    assert_eq!(log.lines(), [SessionError::Conflict { cookie: "__Host-s", changed: None }.to_string()]);
    Ok(())
}

#[tokio::test]
async fn an_asked_for_write_beside_a_cookie_by_another_hand_is_a_conflict() {
    let works: [Work; 4] = [
        |request, headers| {
            login_by_another_hand(headers);
            asked_for(request).set_user_id(8);
        },
        |request, headers| {
            // A cookie of the same name by another library.
            headers.append(SET_COOKIE, HeaderValue::from_static("__Host-s=by-hand; Path=/; Secure"));
            asked_for(request).set_user_id(8);
        },
        |request, headers| {
            asked_for(request).renew();
            headers.append(SET_COOKIE, HeaderValue::from_static("theme=dark"));
            login_by_another_hand(headers);
        },
        |request, headers| {
            // The layer's session is saved by hand too, so that there are two hands in one response.
            let mut session = asked_for(request);
            session.set_user_id(8);
            session.save(headers).expect("a small session");
            login_by_another_hand(headers);
        },
    ];
    for work in works {
        let (response, reported) = answer(sessions_at(NOW), work).await;
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert!(written(&response).iter().all(|text| text.starts_with("theme=")), "{response:?}");
        assert!(reported.len() == 1 && reported[0].contains("two places at once"), "{reported:?}");
    }
}

#[tokio::test]
async fn an_unasked_write_gives_way_to_a_cookie_by_another_hand() -> TestResult {
    let refreshing = || {
        sessions_at::<Visit>(NOW + 1800).configure(|config| config.refresh_after(Duration::from_secs(600)))
    };
    let work: Work = |request, headers| {
        let _user = asked_for(request).user_id();
        login_by_another_hand(headers);
    };
    let (response, reported) = answer(refreshing()?, work).await;
    assert_eq!((response.status(), reported.len()), (StatusCode::OK, 0));
    assert_eq!(written(&response).into_iter().map(user_of).collect::<Vec<_>>(), [99]);
    let (response, _) = answer(sessions_at(NOW), work).await;
    assert_eq!(written(&response).into_iter().map(user_of).collect::<Vec<_>>(), [99], "a mere read");
    Ok(())
}

#[tokio::test]
async fn what_the_slot_itself_has_made_is_replaced() {
    let works: [(Work, u32); 3] = [
        (
            |request, headers| {
                let mut session = asked_for(request);
                session.set_user_id(8);
                session.save(headers).expect("a small session");
            },
            8,
        ),
        (
            |request, headers| {
                let mut session = asked_for(request);
                session.set_user_id(8);
                session.save(headers).expect("a small session");
                session.set_user_id(9);
            },
            9,
        ),
        (
            |request, headers| {
                asked_for(request).destroy().save(headers).expect("a removal is not sealed");
                asked_for(request).set_user_id(9);
            },
            9,
        ),
    ];
    for (work, user) in works {
        let (response, reported) = answer(sessions_at(NOW), work).await;
        assert_eq!((response.status(), reported), (StatusCode::OK, vec![]));
        assert_eq!(written(&response).into_iter().map(user_of).collect::<Vec<_>>(), [user]);
    }
}

#[tokio::test]
async fn a_cookie_saved_by_hand_is_known_with_other_attributes() {
    let (response, reported) = answer(sessions_at(NOW), |request, headers| {
        let mut session = asked_for(request);
        session.set_user_id(8);
        let text: String = session.set_cookies().expect("a small session").into_iter().collect();
        let text = text.replace("SameSite=Lax", "SameSite=Strict");
        headers.append(SET_COOKIE, text.try_into().expect("a header value"));
        session.set_user_id(9);
    })
    .await;
    assert_eq!((response.status(), reported), (StatusCode::OK, vec![]));
    assert_eq!(written(&response).into_iter().map(user_of).collect::<Vec<_>>(), [9]);
}

#[tokio::test]
async fn a_logout_beside_a_login_by_another_hand_is_a_conflict_and_logs_out() {
    let (response, reported) = answer(sessions_at(NOW), |request, headers| {
        asked_for(request).destroy();
        login_by_another_hand(headers);
    })
    .await;
    assert_eq!((response.status(), reported.len()), (StatusCode::INTERNAL_SERVER_ERROR, 1));
    let removals = written(&response);
    assert!(removals.len() == 1 && removals[0].starts_with("__Host-s=; Max-Age=0"), "{removals:?}");
}

#[tokio::test]
async fn a_logout_beside_a_removal_by_another_hand_is_a_logout() {
    let (response, reported) = answer(sessions_at(NOW), |request, headers| {
        headers.append(SET_COOKIE, HeaderValue::from_static("__Host-s=; Path=/; Max-Age=0"));
        asked_for(request).destroy();
    })
    .await;
    assert_eq!((response.status(), reported, written(&response).len()), (StatusCode::OK, vec![], 1));
}

#[test]
fn a_layer_of_ones_own_asks_the_slot_for_rivals() -> TestResult {
    let slot = SessionSlot::new(Arc::new(sessions_at::<Visit>(NOW)));
    slot.check_out([], None)?.set_user_id(8);
    let cookies = slot.finish()?.ok_or("a cookie")?;
    assert!(slot.check_rivals(&cookies, [b"other=1".as_slice(), b"__Host-s2=1"]).is_ok());
    let rival = slot.check_rivals(&cookies, [b"__Host-s=1".as_slice()]);
    assert!(matches!(rival, Err(SessionError::Conflict { .. })));
    Ok(())
}
