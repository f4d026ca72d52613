//! Two instances of the application, which share a secret, a database and Redis.
//!
//! ```text
//! REDIS=redis://127.0.0.1 cargo test --manifest-path examples/accounts/Cargo.toml -- --ignored
//! ```

use iron_session::testing::Clock;

use super::Outcome;
use super::browser::Site;
use crate::ending;

#[tokio::test]
#[ignore = "needs Redis or Valkey, at the URL in REDIS"]
async fn what_one_instance_ends_the_other_refuses() -> Outcome {
    let redis = std::env::var("REDIS")?;
    let first = Site::with(ending::revocations(Some(&redis)).await?.devices(), Clock::new())?;
    let second = first.instance(ending::revocations(Some(&redis)).await?.devices())?;
    let mut here = first.registered("ada").await?;
    let mut there = second.signed_in("ada").await?;
    assert!(here.is_signed_in().await? && there.is_signed_in().await?);

    let list = here.get("/devices").await?;
    let device = list.between("name=\"device\" value=\"", "\"").ok_or("another device")?;
    here.post("/devices/end", &[("device", device)]).await?;
    assert!(here.is_signed_in().await? && !there.is_signed_in().await?);

    let mut there = second.signed_in("ada").await?;
    there.post("/devices/end-all", &[]).await?;
    assert!(!here.is_signed_in().await?);
    Ok(())
}
