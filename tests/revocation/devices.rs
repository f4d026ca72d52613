//! The list of a user's devices.

use iron_session::{RevocationError, Revocations};

use super::{Account, DAY, Site, line};
use crate::common::TestResult;

fn login(site: &Site, user: u32, label: &str) -> TestResult<String> {
    let mut session = site.stranger();
    session.set_user(user);
    session.renew().label(label);
    line(&mut session)
}

async fn labels(site: &Site, user: u32) -> TestResult<Vec<String>> {
    let devices = site.revocations.list(&user).await?;
    Ok(devices.into_iter().map(|device| device.label).collect())
}

#[tokio::test]
async fn the_list_has_what_was_labelled_the_last_login_first() -> TestResult {
    let site = Site::with(Revocations::devices)?;
    login(&site, 7, "Firefox, Linux")?;
    site.clock.advance(10);
    login(&site, 7, "Safari, iPhone")?;
    login(&site, 8, "another user")?;
    site.login(7)?; // without a label
    assert_eq!(labels(&site, 7).await?, ["Safari, iPhone", "Firefox, Linux"]);
    Ok(())
}

#[tokio::test]
async fn one_device_is_ended_from_another() -> TestResult {
    let site = Site::with(Revocations::devices)?;
    let (laptop, phone) = (login(&site, 7, "laptop")?, login(&site, 7, "phone")?);
    let devices = site.revocations.list(&7).await?;
    let device = devices.iter().find(|device| device.label == "phone").ok_or("it is in the list")?;
    site.revocations.end(device.id).await?;
    assert_eq!((site.user(&laptop), site.user(&phone)), (Some(7), None));
    assert_eq!(labels(&site, 7).await?, ["laptop"]);
    Ok(())
}

#[tokio::test]
async fn nobody_ends_the_device_of_somebody_else() -> TestResult {
    let site = Site::with(Revocations::devices)?;
    let mine = login(&site, 7, "laptop")?;
    let id = site.load(&mine).meta().id_text().ok_or("it has an id")?;
    assert!(!site.revocations.end_device(&8, &id).await?);
    for wrong in ["", "AAAAAAAAAAAAAAAAAAAAAA", "no id", &format!("{id}x")] {
        assert!(!site.revocations.end_device(&7, wrong).await?);
    }
    assert_eq!(site.user(&mine), Some(7));
    assert!(site.revocations.end_device(&7, &id).await?);
    assert_eq!(site.user(&mine), None);
    Ok(())
}

#[tokio::test]
async fn a_renewed_session_keeps_its_entry_and_a_logout_removes_it() -> TestResult {
    let site = Site::with(Revocations::devices)?;
    let old = login(&site, 7, "laptop")?;
    let mut session = site.load(&old);
    session.renew();
    let renewed = line(&mut session)?;
    assert_eq!(labels(&site, 7).await?, ["laptop"]);
    let id = site.load(&renewed).meta().id();
    assert_eq!(site.revocations.list(&7).await?.first().map(|device| device.id), id);

    site.load(&renewed).destroy().save(&mut http::HeaderMap::new())?;
    assert!(labels(&site, 7).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn the_list_is_empty_after_log_out_everywhere_and_when_the_sessions_are_over() -> TestResult {
    let site = Site::with(Revocations::devices)?;
    login(&site, 7, "laptop")?;
    site.revocations.end_all(&7).await?;
    assert!(labels(&site, 7).await?.is_empty());
    login(&site, 7, "laptop again")?;
    assert_eq!(labels(&site, 7).await?, ["laptop again"]);
    site.clock.advance(DAY + 120);
    assert!(labels(&site, 7).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn without_the_call_nothing_is_listed() -> TestResult {
    let site = Site::new()?;
    login(&site, 7, "laptop")?;
    assert!(matches!(site.revocations.list(&7).await, Err(RevocationError::NoDevices)));
    Ok(())
}

#[tokio::test]
async fn a_label_is_no_more_than_a_text() -> TestResult {
    let site = Site::with(Revocations::<Account>::devices)?;
    let hostile = format!("\"}}, \u{0}<script>{}", "x".repeat(10_000));
    login(&site, 7, &hostile)?;
    let expected: String = hostile.chars().take(200).collect();
    assert_eq!(labels(&site, 7).await?, [expected]);
    Ok(())
}
