//! A service inside answers with an error: what the session says is in the response that is made of the
//! error, or else its loss is reported.

use actix_web::body::BoxBody;
use actix_web::dev::{Service, ServiceRequest, ServiceResponse, Transform, fn_service};
use actix_web::error::ErrorForbidden;
use actix_web::http::header::{HeaderValue, SET_COOKIE};
use actix_web::test::TestRequest;
use actix_web::{Error, HttpResponse};
use iron_session::actix::{RequestSession, SessionMiddleware};
use iron_session::testing::SetCookieValues;
use iron_session::{IronSession, Keyring};

use crate::frameworks::site::{Account, LARGE, Site};

/// A session of another type.
#[derive(IronSession)]
#[iron(cookie = "__Host-theme")]
struct Theme {
    dark: bool,
}

/// What a service inside does with the session before it returns an error.
type Work = fn(&ServiceRequest) -> Result<(), Error>;

/// How a middleware outside makes a response of the error.
type Answer = fn(Error) -> HttpResponse;

const LOGIN: Work = |request| {
    request.session::<Account>()?.set_user("ada");
    Ok(())
};
const LOGOUT: Work = |request| {
    request.session::<Account>()?.destroy();
    Ok(())
};
const READ: Work = |request| {
    request.session::<Account>()?.greeting();
    Ok(())
};
const LOGOUT_THEN_LARGE: Work = |request| {
    request.session::<Account>()?.destroy();
    request.session::<Account>()?.set_note("x".repeat(LARGE));
    Ok(())
};

const OF_ITS_OWN: Answer = |_| HttpResponse::Ok().finish();
const OF_THE_ERROR: Answer = |error| error.error_response();

/// The Set-Cookie values of the response, and what was reported once all is dropped.
async fn run(work: Work, answer: Answer) -> (Vec<String>, Vec<String>) {
    let site = Site::new();
    let failing = fn_service(move |request: ServiceRequest| {
        let worked = work(&request).and_then(|()| {
            request.session::<Theme>()?.set_dark(true);
            Ok(())
        });
        let mut error = worked.err().unwrap_or_else(|| ErrorForbidden("not today"));
        error.add_response_mapper(|mut response| {
            response.headers_mut().append(SET_COOKIE, HeaderValue::from_static("lang=en"));
            response
        });
        std::future::ready(Err::<ServiceResponse<BoxBody>, _>(error))
    });
    let themes = SessionMiddleware::<Theme>::new(Keyring::generate().expect("random bytes"));
    let service = themes.new_transform(failing).await.expect("a service");
    let service = SessionMiddleware::from(site.sessions.clone()).new_transform(service).await;
    let answered = service.expect("a service").call(TestRequest::get().to_srv_request()).await;
    let response = answer(answered.map(drop).expect_err("it fails"));
    let cookies = response.set_cookie_values();
    drop(response);
    (cookies, site.errors())
}

fn has(cookies: &[String], begin: &str) -> bool {
    cookies.iter().any(|cookie| cookie.starts_with(begin))
}

#[tokio::test]
async fn a_change_that_no_response_tells_is_reported_once() {
    let answers: [Answer; 3] = [
        OF_ITS_OWN,
        |error| HttpResponse::new(error.as_response_error().status_code()),
        |error| error.as_response_error().error_response(),
    ];
    for work in [LOGIN, LOGOUT] {
        for answer in answers {
            let (cookies, errors) = run(work, answer).await;
            assert_eq!(cookies, [""; 0]);
            assert!(errors.len() == 1 && errors[0].contains("turn errors into responses"), "{errors:?}");
        }
    }
}

#[tokio::test]
async fn a_change_that_a_response_tells_is_not_reported() {
    for (work, begin) in [(LOGIN, "__Host-contract=A"), (LOGOUT, "__Host-contract=;")] {
        let (cookies, errors) = run(work, OF_THE_ERROR).await;
        assert!(has(&cookies, begin) && cookies.len() == 3, "{cookies:?}");
        assert_eq!(errors, [""; 0]);
    }
}

#[tokio::test]
async fn a_session_that_was_only_read_loses_nothing() {
    let (_, errors) = run(READ, OF_ITS_OWN).await;
    assert_eq!(errors, [""; 0]);
}

#[tokio::test]
async fn a_response_to_a_failed_save_keeps_the_cookies_of_others_and_the_logout() {
    let (cookies, errors) = run(LOGOUT_THEN_LARGE, OF_THE_ERROR).await;
    assert!(
        ["lang=en", "__Host-theme=", "__Host-contract=;"].iter().all(|it| has(&cookies, it)),
        "{cookies:?}"
    );
    assert!(cookies.len() == 3 && errors.len() == 1 && errors[0].contains("4096"), "{cookies:?} {errors:?}");
}

#[tokio::test]
async fn a_failed_save_whose_logout_no_response_tells_is_reported_as_such() {
    let (_, errors) = run(LOGOUT_THEN_LARGE, OF_ITS_OWN).await;
    assert!(errors.len() == 2 && errors[1].contains("turn errors into responses"), "{errors:?}");
}
