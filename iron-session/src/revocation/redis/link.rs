//! [`Link`]: the connection to a server, and how long it is waited for.

use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{
    Client, Cmd, ErrorKind, FromRedisValue, RedisError, RedisResult, ScriptInvocation, ServerErrorKind,
};
use tokio::time::{Instant, timeout};

use super::inspection::is_replica;
use crate::error::StoreError;

/// How long an operation may take, connecting included.
pub(super) const LIMIT: Duration = Duration::from_millis(250);
/// How long a connection may take to be made, whichever operations wait for it.
pub(super) const CONNECTING: Duration = Duration::from_secs(1);
/// What a replica says to a write.
const READ_ONLY: ErrorKind = ErrorKind::Server(ServerErrorKind::ReadOnly);
/// How often a server is asked whether it is a primary, with what is read.
const INSPECT_EVERY: Duration = Duration::from_secs(1);

/// The connection to a server. All requests share it.
///
/// A connection that breaks is made again by the next operation. One whose server is silent, and one to a
/// server that has become a replica, is replaced.
pub(super) struct Link {
    client: Client,
    current: Mutex<Arc<Current>>,
}

struct Current {
    manager: ConnectionManager,
    since: Instant,
    /// From when on the server is asked whether it is a primary.
    inspect_at: Mutex<Instant>,
}

impl Link {
    /// A link that connects when it is first asked.
    pub(super) fn new(url: &str) -> Result<Self, RedisError> {
        let client = Client::open(url)?;
        let current = Mutex::new(Current::new(&client)?);
        Ok(Self { client, current })
    }

    /// Sends a command that reads. Now and then the server tells in the same round trip whether it is still
    /// a primary, if it `tells`.
    pub(super) async fn read<V: FromRedisValue>(&self, command: &Cmd, tells: bool) -> RedisOr<V> {
        let current = self.current();
        if !tells || !current.is_to_inspect() {
            return self
                .ask(|mut connection| async move { command.query_async(&mut connection).await })
                .await;
        }
        let mut both = redis::pipe();
        both.cmd("INFO").arg("replication").add_command(command.clone());
        let both = &both;
        let (info, read): (String, V) =
            self.ask(|mut connection| async move { both.query_async(&mut connection).await }).await?;
        if is_replica(&info) {
            self.replace(&current);
            return Err(StoreError::new("it has become a replica, which may be late"));
        }
        current.keep_reading();
        Ok(read)
    }

    /// Runs a script. The server is told its text if it does not know it.
    pub(super) async fn run<V: FromRedisValue>(&self, script: &ScriptInvocation<'_>) -> RedisOr<V> {
        self.ask(|mut connection| async move { script.invoke_async(&mut connection).await }).await
    }

    /// Asks the server within the time limit. `ask` is called twice if a connection breaks.
    pub(super) async fn ask<V, F>(&self, ask: impl Fn(ConnectionManager) -> F) -> RedisOr<V>
    where
        F: Future<Output = RedisResult<V>>,
    {
        self.ask_within(LIMIT, ask).await
    }

    /// The same within another limit.
    pub(super) async fn ask_within<V, F>(
        &self,
        limit: Duration,
        ask: impl Fn(ConnectionManager) -> F,
    ) -> RedisOr<V>
    where
        F: Future<Output = RedisResult<V>>,
    {
        let current = self.current();
        match timeout(limit, current.ask(ask)).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => {
                current.inspect_again();
                if error.kind() == READ_ONLY {
                    self.replace(&current);
                }
                Err(StoreError::new(error))
            }
            Err(_) => {
                if current.since.elapsed() > CONNECTING {
                    self.replace(&current);
                }
                let text = format!("it did not answer within {} milliseconds", limit.as_millis());
                Err(StoreError::new(text))
            }
        }
    }

    fn current(&self) -> Arc<Current> {
        Arc::clone(&self.lock())
    }

    /// Takes another connection in place of one that is of no use, unless another operation has done so.
    fn replace(&self, useless: &Arc<Current>) {
        let mut current = self.lock();
        if Arc::ptr_eq(&current, useless)
            && let Ok(new) = Current::new(&self.client)
        {
            *current = new;
        }
    }

    /// A panic under the lock leaves nothing half done.
    fn lock(&self) -> MutexGuard<'_, Arc<Current>> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Current {
    fn new(client: &Client) -> Result<Arc<Self>, RedisError> {
        let config = ConnectionManagerConfig::new()
            .set_number_of_retries(0)
            .set_connection_timeout(Some(CONNECTING))
            // Operations have a limit of their own.
            .set_response_timeout(None);
        let manager = ConnectionManager::new_lazy_with_config(client.clone(), config)?;
        let now = Instant::now();
        Ok(Arc::new(Self { manager, since: now, inspect_at: Mutex::new(now) }))
    }

    /// Asks once more after the connection was broken: the first error lets the manager connect again.
    async fn ask<V, F>(&self, ask: impl Fn(ConnectionManager) -> F) -> RedisResult<V>
    where
        F: Future<Output = RedisResult<V>>,
    {
        match ask(self.manager.clone()).await {
            Err(error) if error.is_io_error() || error.is_unrecoverable_error() => {
                self.inspect_again();
                ask(self.manager.clone()).await
            }
            answer => answer,
        }
    }

    fn is_to_inspect(&self) -> bool {
        Instant::now() >= *self.inspect_at()
    }

    /// Notes that the server is a primary.
    #[expect(clippy::arithmetic_side_effects, reason = "an `Instant` holds far more than seconds from now")]
    fn keep_reading(&self) {
        *self.inspect_at() = Instant::now() + INSPECT_EVERY;
    }

    /// Lets the next reader ask whether the server is a primary. It may be another server.
    fn inspect_again(&self) {
        *self.inspect_at() = Instant::now();
    }

    /// A panic under the lock leaves nothing half done.
    fn inspect_at(&self) -> MutexGuard<'_, Instant> {
        self.inspect_at.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What an operation gives.
type RedisOr<V> = Result<V, StoreError>;
