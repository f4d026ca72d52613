//! The table of users.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rusqlite::{OptionalExtension, Row, params};

use super::Database;
use crate::problem::Problem;
use crate::session::Role;

pub(super) const TABLE: &str = "
    CREATE TABLE IF NOT EXISTS users (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        email TEXT NOT NULL UNIQUE,
        password_hash TEXT NOT NULL,
        administrator INTEGER NOT NULL,
        created INTEGER NOT NULL DEFAULT (unixepoch())
    ) STRICT";

/// The columns of [`User`], in the order in which [`user`] reads them.
macro_rules! columns {
    () => {
        "id, name, email, administrator, created"
    };
}

/// A user, without the password's hash, so that no page can show it.
#[derive(Clone, Debug)]
pub(crate) struct User {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) role: Role,
    pub(crate) created: SystemTime,
}

/// What a registration stores.
#[derive(Debug)]
pub(crate) struct NewUser {
    pub(crate) name: String,
    /// In lower case.
    pub(crate) email: String,
    pub(crate) password_hash: String,
}

impl Database {
    /// Adds a user; the first one is an administrator. None if there is a user with this address.
    ///
    /// The id is random. If ids were counted, a new database would give out those of the old one again, and
    /// sessions that were sealed before would be those of other users.
    pub(crate) async fn add(&self, new: NewUser) -> Result<Option<User>, Problem> {
        const ADD: &str = concat!(
            "INSERT INTO users (id, name, email, password_hash, administrator)
             VALUES (random() & 0x7fffffffffffffff, ?1, ?2, ?3, NOT EXISTS (SELECT 1 FROM users))
             ON CONFLICT (email) DO NOTHING RETURNING ",
            columns!()
        );
        self.run(move |connection| {
            connection.query_row(ADD, params![new.name, new.email, new.password_hash], user).optional()
        })
        .await
    }

    /// The user with this id.
    pub(crate) async fn user(&self, id: i64) -> Result<Option<User>, Problem> {
        const BY_ID: &str = concat!("SELECT ", columns!(), " FROM users WHERE id = ?1");
        self.run(move |connection| connection.query_row(BY_ID, [id], user).optional()).await
    }

    /// The user with this address, which is in lower case.
    pub(crate) async fn user_by_email(&self, email: String) -> Result<Option<User>, Problem> {
        const BY_EMAIL: &str = concat!("SELECT ", columns!(), " FROM users WHERE email = ?1");
        self.run(move |connection| connection.query_row(BY_EMAIL, [email], user).optional()).await
    }

    /// The user with this address, and the hash of the password.
    pub(crate) async fn credentials(&self, email: String) -> Result<Option<(User, String)>, Problem> {
        const BOTH: &str = concat!("SELECT ", columns!(), ", password_hash FROM users WHERE email = ?1");
        let both = |row: &Row<'_>| Ok((user(row)?, row.get(5)?));
        self.run(move |connection| connection.query_row(BOTH, [email], both).optional()).await
    }

    /// The users who came last, at most `limit`.
    pub(crate) async fn newest_users(&self, limit: u32) -> Result<Vec<User>, Problem> {
        const NEWEST: &str = concat!("SELECT ", columns!(), " FROM users ORDER BY created DESC, id LIMIT ?1");
        self.run(move |connection| connection.prepare(NEWEST)?.query_map([limit], user)?.collect()).await
    }

    /// The hash of a user's password.
    pub(crate) async fn password_hash(&self, id: i64) -> Result<Option<String>, Problem> {
        const HASH: &str = "SELECT password_hash FROM users WHERE id = ?1";
        self.run(move |connection| connection.query_row(HASH, [id], |row| row.get(0)).optional()).await
    }

    /// Replaces the hash of a user's password.
    pub(crate) async fn set_password_hash(&self, id: i64, hash: String) -> Result<(), Problem> {
        const SET: &str = "UPDATE users SET password_hash = ?2 WHERE id = ?1";
        self.run(move |connection| connection.execute(SET, params![id, hash]).map(|_| ())).await
    }

    /// Gives a user another role. False, and nothing is changed, if no administrator would be left.
    pub(crate) async fn set_role(&self, id: i64, role: Role) -> Result<bool, Problem> {
        const SET: &str = "UPDATE users SET administrator = ?2 WHERE id = ?1
            AND (?2 OR (SELECT count(*) FROM users WHERE administrator AND id <> ?1) > 0)";
        let administrator = role == Role::Administrator;
        self.run(move |connection| Ok(connection.execute(SET, params![id, administrator])? > 0)).await
    }

    /// Deletes a user. False, and nothing is changed, if others would be left without an administrator.
    pub(crate) async fn delete(&self, id: i64) -> Result<bool, Problem> {
        const DELETE: &str = "DELETE FROM users WHERE id = ?1
            AND (NOT administrator
                OR EXISTS (SELECT 1 FROM users WHERE administrator AND id <> ?1)
                OR NOT EXISTS (SELECT 1 FROM users WHERE id <> ?1))";
        self.run(move |connection| Ok(connection.execute(DELETE, [id])? > 0)).await
    }
}

fn user(row: &Row<'_>) -> rusqlite::Result<User> {
    let created: u32 = row.get(4)?;
    Ok(User {
        id: row.get(0)?,
        name: row.get(1)?,
        email: row.get(2)?,
        role: if row.get(3)? { Role::Administrator } else { Role::Member },
        created: UNIX_EPOCH + Duration::from_secs(created.into()),
    })
}
