//! What remembers ended sessions does not answer.

use std::time::Duration;

use axum::http::StatusCode;
use iron_session::testing::Clock;
use iron_session::{Outage, RevocationStore, Revocations, Session, StoreError, StoreFuture, StoreKey};

use super::Outcome;
use super::browser::{PASSWORD, Site};
use crate::session::SessionData;

const MONTH: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// A store that never answers.
struct Down;

fn down<'a, V>() -> StoreFuture<'a, V> {
    Box::pin(async { Err(StoreError::new("the test has turned it off")) })
}

impl RevocationStore for Down {
    fn read<'a>(&'a self, _: &'a [StoreKey]) -> StoreFuture<'a, Vec<Option<u64>>> {
        down()
    }

    fn write<'a>(&'a self, _: &'a StoreKey, _: u64, _: Duration) -> StoreFuture<'a, ()> {
        down()
    }

    fn raise<'a>(&'a self, _: &'a StoreKey, _: u64, _: Duration) -> StoreFuture<'a, u64> {
        down()
    }

    fn insert<'a>(&'a self, _: &'a StoreKey, _: Duration) -> StoreFuture<'a, bool> {
        down()
    }
}

#[tokio::test]
async fn strangers_are_served_and_those_who_are_signed_in_are_asked_to_wait() -> Outcome {
    let site = Site::with(Revocations::new(Down, Outage::Refuse, MONTH).devices(), Clock::new())?;
    let mut stranger = site.browser();
    for path in ["/", "/sign-in", "/style.css"] {
        assert_eq!(stranger.get(path).await?.status, StatusCode::OK, "{path}");
    }
    let mut ada = site.browser();
    ada.jar.begin("/", &site.keys, |session: &mut Session<SessionData>| session.set_user_id(1));
    let answer = ada.get("/devices").await?;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.page.contains("Please try again in a while"));
    assert_eq!(answer.headers["content-type"], "text/html; charset=utf-8");
    assert!(answer.headers.contains_key("retry-after") && !answer.headers.contains_key("set-cookie"));
    assert_eq!(ada.get("/style.css").await?.status, StatusCode::OK);

    let registration = [("name", "eve"), ("email", "eve@shop.example"), ("password", PASSWORD)];
    let answer = stranger.post("/register", &registration).await?;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "no session begins unless the store knows it");
    assert!(answer.page.contains("Please try again in a while"));
    assert!(stranger.jar.header("/").is_none());
    Ok(())
}
