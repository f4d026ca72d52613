//! [`Revocations::redis`]: revocations in Redis or Valkey, for several servers.

mod data_set;
mod inspection;
mod keys;
mod link;
mod scripts;
mod start;

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use redis::{FromRedisValue, cmd};
use tokio::time::Instant;

use self::data_set::DataSet;
use self::keys::{DATA_SET, millis, number_below_2_53};
use self::link::{LIMIT, Link};
use self::scripts::Scripts;
use super::revocations::Revocations;
use super::revoker::Outage;
use super::store::{RevocationStore, StoreFuture, StoreKey, StoreNotice};
use crate::error::{RevocationError, StoreError};
use crate::members::IronSession;

impl<T: IronSession> Revocations<T> {
    /// Revocations in Redis or Valkey, which several servers share (feature `redis`).
    ///
    /// `outage` says what happens while the server does not answer. `keep_for` is as for
    /// [`in_memory`](Self::in_memory). The page [`redis`](crate::redis) says how the server has to be set up,
    /// what is stored there, and what can be lost.
    ///
    /// The URL is `redis://user:password@host:port/database`, or `redis+unix:///path/of/a/socket`. For TLS,
    /// `rediss://`, the application depends on the crate `redis` of the same version too, and turns on its
    /// feature `tokio-rustls-comp` or `tokio-native-tls-comp`. Each server has one connection, which connects
    /// again by itself.
    ///
    /// Each request with a session asks once, by `MGET`. After 250 milliseconds without an answer the server
    /// counts as out of order, also while a connection is being made.
    ///
    /// # Errors
    ///
    /// - [`RevocationError::Store`] if the server is not reached within about a second, if it is a replica or
    ///   a cluster, or if it refuses a command. Outside of tokio too.
    /// - [`RevocationError::Evicts`] if its `maxmemory-policy` is not `noeviction`.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use std::time::Duration;
    /// # use iron_session::{IronSession, Keyring, Outage, RevocationError, Revocations, SessionManager};
    /// # #[derive(IronSession)]
    /// # #[iron(id, subject = user)]
    /// # struct SessionData { user: Option<u64> }
    /// # async fn start() -> Result<(), Box<dyn std::error::Error>> {
    /// let keep_for = Duration::from_secs(90 * 86_400); // the absolute timeout of the type
    /// let revocations =
    ///     Revocations::<SessionData>::redis("redis://127.0.0.1", Outage::Refuse, keep_for).await?;
    /// let sessions = SessionManager::new(Keyring::from_env("SESSION_KEY")?).revocations(&revocations)?;
    /// # drop(sessions);
    /// # Ok(())
    /// # }
    /// ```
    #[cfg_attr(docsrs, doc(cfg(feature = "redis")))]
    pub async fn redis(url: &str, outage: Outage, keep_for: Duration) -> Result<Self, RevocationError> {
        Ok(Self::new(Redis::start(url).await?, outage, keep_for))
    }
}

/// The revocations of several servers, in Redis or Valkey.
struct Redis {
    link: Link,
    scripts: Scripts,
    data_set: DataSet,
    /// Whether the server tells what it is.
    tells: bool,
    is_eviction_unknown: AtomicBool,
}

impl Redis {
    /// Reads numbers, and what marks the data set, in one round trip.
    async fn numbers(&self, keys: &[StoreKey]) -> RedisOr<Vec<Option<u64>>> {
        let mut command = cmd("MGET");
        command.arg(DATA_SET);
        for key in keys {
            command.arg(key.to_string());
        }
        let (asked, begun) = (self.data_set.asked(), Instant::now());
        let mut numbers: Vec<Option<u64>> = self.link.read(&command, self.tells).await?;
        if numbers.is_empty() {
            return Err(StoreError::new("it gave no answers"));
        }
        if self.data_set.seen(numbers.remove(0), asked) {
            // A full server may refuse it. Then the next reader tries again.
            let _ = self.mark_within(LIMIT.saturating_sub(begun.elapsed())).await;
        }
        Ok(numbers)
    }

    /// Marks the data set anew. Another process may have done so already.
    async fn mark_within(&self, limit: Duration) -> RedisOr<()> {
        let mut command = cmd("SET");
        command.arg(DATA_SET).arg(data_set::new_mark()?).arg("NX");
        let command = &command;
        self.link
            .ask_within(limit, |mut connection| async move { command.query_async(&mut connection).await })
            .await
    }

    async fn query<V: FromRedisValue>(&self, command: &redis::Cmd) -> RedisOr<V> {
        self.link.ask(|mut connection| async move { command.query_async(&mut connection).await }).await
    }

    /// If the connection breaks, the second try may find what the first one has stored. Then there is nothing
    /// new, although nobody was told that there is: the safe side.
    async fn insert_number(&self, key: &StoreKey, keep_for: Duration) -> RedisOr<bool> {
        let key = key.to_string();
        let stored: Option<String> =
            self.query(cmd("SET").arg(key).arg(1).arg("NX").arg("PX").arg(millis(keep_for))).await?;
        Ok(stored.is_some())
    }
}

/// What an operation gives.
type RedisOr<V> = Result<V, StoreError>;

impl RevocationStore for Redis {
    fn read<'a>(&'a self, keys: &'a [StoreKey]) -> StoreFuture<'a, Vec<Option<u64>>> {
        Box::pin(self.numbers(keys))
    }

    fn write<'a>(&'a self, key: &'a StoreKey, number: u64, keep_for: Duration) -> StoreFuture<'a, ()> {
        let (key, number, keep_for) = (key.to_string(), number_below_2_53(number), millis(keep_for));
        Box::pin(async move { self.query(cmd("SET").arg(key).arg(number).arg("PX").arg(keep_for)).await })
    }

    fn raise<'a>(&'a self, key: &'a StoreKey, at_least: u64, keep_for: Duration) -> StoreFuture<'a, u64> {
        let raise = self.scripts.raise(key, number_below_2_53(at_least), millis(keep_for));
        Box::pin(async move { self.link.run(&raise).await })
    }

    fn insert<'a>(&'a self, key: &'a StoreKey, keep_for: Duration) -> StoreFuture<'a, bool> {
        Box::pin(self.insert_number(key, keep_for))
    }

    fn list<'a>(&'a self, list: &'a StoreKey) -> StoreFuture<'a, Vec<(String, String)>> {
        Box::pin(async move { self.link.run(&self.scripts.list(list)).await })
    }

    fn add<'a>(
        &'a self,
        list: &'a StoreKey,
        name: &'a str,
        text: &'a str,
        keep_for: Duration,
    ) -> StoreFuture<'a, ()> {
        let add = self.scripts.add(list, name, text, millis(keep_for));
        Box::pin(async move { self.link.run(&add).await })
    }

    fn remove<'a>(&'a self, list: &'a StoreKey, name: &'a str) -> StoreFuture<'a, ()> {
        let list = list.to_string();
        Box::pin(async move { self.query(cmd("HDEL").arg(list).arg(name)).await })
    }

    fn take_notice(&self) -> Option<StoreNotice> {
        if self.data_set.is_lost_untold() {
            return Some(StoreNotice::Lost);
        }
        let is_untold = self.is_eviction_unknown.load(Ordering::Relaxed)
            && self.is_eviction_unknown.swap(false, Ordering::Relaxed);
        is_untold.then_some(StoreNotice::EvictionUnknown)
    }
}
