//! SQLite, in memory or in a file.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;

use crate::problem::Problem;

mod users;

pub(crate) use users::{NewUser, User};

/// The database. A clone is another handle of the same one.
///
/// One connection is enough here: SQLite has one writer at a time, and each statement takes microseconds.
#[derive(Clone, Debug)]
pub(crate) struct Database(Arc<Mutex<Connection>>);

impl Database {
    /// Opens the file, or without one a database that lives as long as the process.
    pub(crate) fn open(file: Option<&Path>) -> rusqlite::Result<Self> {
        let connection = match file {
            Some(file) => Connection::open(file)?,
            None => Connection::open_in_memory()?,
        };
        // A reader need not wait for a writer, which may be another instance of this program.
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.execute_batch(users::TABLE)?;
        Ok(Self(Arc::new(Mutex::new(connection))))
    }

    /// Runs statements on a thread that may wait for the disk. The runtime's own threads never do.
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, Problem> {
        let connection = Arc::clone(&self.0);
        let work = move || work(&connection.lock().unwrap_or_else(PoisonError::into_inner));
        Ok(tokio::task::spawn_blocking(work).await.map_err(Problem::internal)??)
    }
}
