//! How much the store in memory holds.

use allocation_counter::measure;

use super::{DAY, Site};
use crate::common::TestResult;

/// How many sessions are ended.
const SESSIONS: u32 = 1_000_000;
/// How many bytes an ended session may take: an id of 16 bytes, its end, and what a map takes besides.
const BYTES_EACH: i64 = 48;

/// Ends a session without waiting, and counts the bytes that stay allocated.
fn end(site: &Site, numbers: std::ops::Range<u32>) -> TestResult<i64> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let mut ended = Ok(());
    let counted = measure(|| {
        ended = runtime.block_on(async {
            for number in numbers {
                site.revocations.end(u128::from(number).to_be_bytes()).await?;
            }
            Ok::<_, iron_session::RevocationError>(())
        });
    });
    ended?;
    Ok(counted.bytes_current)
}

#[test]
fn an_ended_session_takes_few_bytes_and_they_are_given_back() -> TestResult {
    let site = Site::new()?;
    let held = end(&site, 0..SESSIONS)?;
    assert!(held < BYTES_EACH * i64::from(SESSIONS), "{held} bytes");
    println!("{SESSIONS} ended sessions: {held} bytes, {} each", held / i64::from(SESSIONS));

    site.clock.advance(DAY + 120);
    let given_back = end(&site, 0..1)?;
    assert!(held + given_back < held / 10, "{given_back} of {held} bytes");
    Ok(())
}

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
