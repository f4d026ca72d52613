//! What a server is asked when a process starts: whether revocations are safe there.

use std::sync::atomic::AtomicBool;

use redis::{RedisError, RedisResult, cmd};

use super::Redis;
use super::data_set::{DataSet, new_mark};
use super::inspection::{NO_EVICTION, is_refusal, is_replica, value_of};
use super::keys::DATA_SET;
use super::link::{CONNECTING, Link};
use super::scripts::Scripts;
use crate::error::{RevocationError, StoreError};

/// A key that nothing is stored under. A cluster refuses to read it together with another one.
const NOWHERE: &str = "iron-session:nowhere";

const REPLICA: &str = "it is a replica, which may be late; give the address of the primary";
const RUNTIME: &str = "its connection needs tokio; call `Revocations::redis` in tokio's runtime";

impl Redis {
    /// Connects to a server, and refuses one that may lose what it is told.
    pub(super) async fn start(url: &str) -> Result<Self, RevocationError> {
        if tokio::runtime::Handle::try_current().is_err() {
            return Err(StoreError::new(RUNTIME).into());
        }
        let link = Link::new(url).map_err(StoreError::new)?;
        let (memory, replication) = (info(&link, "memory").await?, info(&link, "replication").await?);
        let policy = memory.as_deref().and_then(|memory| value_of(memory, "maxmemory_policy"));
        if let Some(policy) = policy.filter(|policy| *policy != NO_EVICTION) {
            return Err(RevocationError::Evicts { policy: policy.to_owned() });
        }
        if replication.as_deref().is_some_and(is_replica) {
            return Err(StoreError::new(REPLICA).into());
        }
        Ok(Self {
            data_set: DataSet::new(mark(&link).await?),
            tells: replication.is_some(),
            is_eviction_unknown: AtomicBool::new(policy.is_none()),
            scripts: Scripts::new(),
            link,
        })
    }
}

/// A section of what a server tells of itself. None if it does not tell it to everybody.
async fn info(link: &Link, section: &str) -> Result<Option<String>, StoreError> {
    let told = |told: RedisResult<String>| match told {
        Ok(info) => Ok(Some(info)),
        Err(error) if is_refusal(&error) => Ok(None),
        Err(error) => Err(error),
    };
    let ask =
        |mut connection| async move { told(cmd("INFO").arg(section).query_async(&mut connection).await) };
    link.ask_within(CONNECTING, ask).await
}

/// Marks the data set, unless it has a mark, and gives the mark. A replica refuses it, also if it does not
/// tell that it is one, and a cluster refuses to read two keys at once.
async fn mark(link: &Link) -> Result<Option<u64>, StoreError> {
    let new = new_mark()?;
    let ask = |mut connection| async move {
        let _: () = cmd("SET").arg(DATA_SET).arg(new).arg("NX").query_async(&mut connection).await?;
        let (mark, _): (Option<u64>, Option<u64>) =
            cmd("MGET").arg(DATA_SET).arg(NOWHERE).query_async(&mut connection).await?;
        Ok::<_, RedisError>(mark)
    };
    link.ask_within(CONNECTING, ask).await
}
