//! How much the store in memory holds.

use super::{DAY, Site};
use crate::common::TestResult;

#[tokio::test]
async fn what_is_over_is_forgotten() -> TestResult {
    let site = Site::new()?;
    let ended = site.login(7)?;
    site.revocations.end_all(&7).await?;
    site.clock.advance(DAY + 3600);
    // The seal is long expired. A new session of the same user is asked about, and is not found.
    assert_eq!(site.load(&ended).user(), None);
    let again = site.login(7)?;
    assert_eq!(site.user(&again), Some(7));
    Ok(())
}
