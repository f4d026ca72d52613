//! The list of devices, and sessions that are ended from elsewhere.

use super::Outcome;
use super::browser::{PASSWORD, Site};

#[tokio::test]
async fn a_session_is_ended_from_another_browser() -> Outcome {
    let site = Site::open()?;
    let mut here = site.registered("ada").await?;
    let mut there = site.signed_in("ada").await?;
    let list = here.get("/devices").await?;
    assert_eq!(list.page.matches("End this one").count(), 1);
    assert_eq!(list.page.matches("this one</span>").count(), 1);

    let device = list.between("name=\"device\" value=\"", "\"").ok_or("another device")?;
    here.post("/devices/end", &[("device", device)]).await?;
    assert!(!there.is_signed_in().await?);
    let list = here.get("/devices").await?;
    assert!(list.page.contains("is ended.") && !list.page.contains("End this one"));
    Ok(())
}

#[tokio::test]
async fn nobody_ends_the_session_of_another_user() -> Outcome {
    let site = Site::open()?;
    let mut ada = site.registered("ada").await?;
    let mut ada_there = site.signed_in("ada").await?;
    let list = ada.get("/devices").await?;
    let device = list.between("name=\"device\" value=\"", "\"").ok_or("another device")?;
    let mut bob = site.registered("bob").await?;
    bob.post("/devices/end", &[("device", device)]).await?;
    assert!(ada_there.is_signed_in().await?);
    assert!(!bob.get("/devices").await?.page.contains(device));
    Ok(())
}

#[tokio::test]
async fn a_change_of_password_ends_all_other_sessions() -> Outcome {
    let site = Site::open()?;
    let mut here = site.registered("ada").await?;
    let mut others = [site.signed_in("ada").await?, site.signed_in("ada").await?];
    let mut bob = site.registered("bob").await?;
    here.post("/password", &[("current", PASSWORD), ("new", "another horse altogether")]).await?;
    for other in &mut others {
        assert!(!other.is_signed_in().await?);
    }
    assert!(here.is_signed_in().await? && bob.is_signed_in().await?);
    assert!(!here.get("/devices").await?.page.contains("End this one"));
    Ok(())
}

#[tokio::test]
async fn all_others_are_ended_and_then_all() -> Outcome {
    let site = Site::open()?;
    let mut here = site.registered("ada").await?;
    let mut there = site.signed_in("ada").await?;
    here.post("/devices/end-others", &[]).await?;
    assert!(here.is_signed_in().await? && !there.is_signed_in().await?);

    let mut there = site.signed_in("ada").await?;
    assert!(there.is_signed_in().await?, "it began after the end, in the same second");
    here.post("/devices/end-all", &[]).await?;
    assert!(!here.is_signed_in().await? && !there.is_signed_in().await?);
    assert!(site.signed_in("ada").await?.is_signed_in().await?);
    Ok(())
}

#[tokio::test]
async fn a_copy_of_the_cookie_is_worth_nothing_after_the_sign_out() -> Outcome {
    let site = Site::open()?;
    let mut ada = site.registered("ada").await?;
    let copy = ada.jar.header("/").ok_or("a cookie")?;
    let mut thief = site.browser();
    assert!(thief.is_signed_in_by(&copy).await?);
    ada.post("/sign-out", &[]).await?;
    assert!(!thief.is_signed_in_by(&copy).await?);
    Ok(())
}
