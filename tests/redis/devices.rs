//! The list of a user's devices.

use iron_session::{Outage, Revocations};

use super::server::Server;
use super::site::{Node, TestResult};

async fn node(server: &Server) -> TestResult<Node> {
    Node::start_with(&server.url(), Outage::Refuse, Revocations::devices).await
}

#[tokio::test]
async fn a_device_is_listed_and_ended_from_another_node() -> TestResult {
    let server = Server::start(&[]);
    let (here, there) = (node(&server).await?, node(&server).await?);
    let (mut phone, mut desk) = (here.signed_in().await?, here.signed_in().await?);
    let devices = there.revocations.list(&7).await?;
    assert_eq!(devices.iter().map(|device| &*device.label).collect::<Vec<_>>(), ["Firefox", "Firefox"]);
    assert!(there.revocations.list(&8).await?.is_empty());

    there.revocations.end(devices[0].id).await?;
    let left = [here.who(&mut phone).await?, here.who(&mut desk).await?];
    assert_eq!(left.iter().filter(|who| *who == "7").count(), 1, "{left:?}");
    assert_eq!(here.revocations.list(&7).await?, devices[1..]);
    Ok(())
}

#[tokio::test]
async fn a_logout_takes_the_device_off_the_list_and_a_renewal_keeps_it() -> TestResult {
    let server = Server::start(&[]);
    let node = node(&server).await?;
    let mut browser = node.signed_in().await?;
    let before = node.revocations.list(&7).await?;
    node.visit(&mut browser, "POST /end-others").await?;
    let after = node.revocations.list(&7).await?;
    assert_eq!((before.len(), after.len(), &*after[0].label), (1, 1, "Firefox"));
    assert_ne!(before[0].id, after[0].id);
    node.visit(&mut browser, "POST /logout").await?;
    assert!(node.revocations.list(&7).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_list_is_bounded_and_the_devices_that_came_last_are_on_it() -> TestResult {
    let server = Server::start(&[]);
    let node = node(&server).await?;
    node.signed_in().await?;
    let first = node.revocations.list(&7).await?;
    for _ in 0..105 {
        node.signed_in().await?;
    }
    node.clock.advance(std::time::Duration::from_secs(60));
    node.signed_in().await?;
    let devices = node.revocations.list(&7).await?;
    assert_eq!(devices.len(), 100);
    assert!(devices[0].began > devices[1].began, "the last one is there");
    assert!(!devices.contains(&first[0]), "the first one is not");
    Ok(())
}

#[tokio::test]
async fn each_entry_has_its_own_end() -> TestResult {
    let server = Server::start(&[]);
    let node = node(&server).await?;
    node.signed_in().await?;
    let key = server.keys("*:devices:*").pop().ok_or("a list")?;
    // An entry that was over long ago, one of another version, and one that ends in the year 2100.
    server.command(&format!("HSET {key} AAAAAAAAAAAAAAAAAAAAAA 1000:900:{{\"label\":\"x\",\"began\":1}}"));
    server.command(&format!("HSET {key} AAAAAAAAAAAAAAAAAAAAAQ gibberish"));
    server.command(&format!("HSET {key} AAAAAAAAAAAAAAAAAAAAAg 4102444800000:900:gibberish"));
    assert_eq!(node.revocations.list(&7).await?.len(), 1);
    assert_eq!(server.ask::<usize>(&format!("HLEN {key}"))?, 4);
    node.signed_in().await?;
    assert_eq!(server.ask::<usize>(&format!("HLEN {key}"))?, 3, "what is over is forgotten");
    assert_eq!(server.ask::<u64>(&format!("PEXPIRETIME {key}"))?, 4_102_444_800_000, "the end of the last");
    Ok(())
}
