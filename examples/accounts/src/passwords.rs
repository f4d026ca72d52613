//! Passwords: how they are stored and compared.

use std::sync::Arc;
use std::thread::available_parallelism;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{self, PasswordHasher, PasswordVerifier};
use serde::Deserialize;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::problem::Problem;

/// In characters. The upper limit is for whoever pastes a file.
const LENGTHS: std::ops::RangeInclusive<usize> = 10..=200;

/// A password that somebody typed. It has no `Debug`, so it gets into no log.
#[derive(Deserialize)]
#[serde(transparent)]
pub(crate) struct Password(String);

impl Password {
    /// What is wrong with it as a new password, if something is.
    pub(crate) fn weakness(&self) -> Option<&'static str> {
        let fits = LENGTHS.contains(&self.0.chars().count());
        (!fits).then_some("A password has 10 to 200 characters.")
    }
}

/// Hashes passwords with Argon2id, each with a salt of its own, to texts in the PHC format.
///
/// One hash takes 19 MiB and some 20 milliseconds. So no more run at a time than there are processors.
#[derive(Clone, Debug)]
pub(crate) struct Passwords {
    /// The hash of a text that nobody knows.
    of_nobody: Arc<str>,
    turns: Arc<Semaphore>,
}

impl Passwords {
    pub(crate) fn new() -> password_hash::Result<Self> {
        let unknown = password_hash::generate_salt();
        let of_nobody = Argon2::default().hash_password(&unknown)?.to_string();
        let turns = available_parallelism().map_or(1, usize::from);
        Ok(Self { of_nobody: of_nobody.into(), turns: Arc::new(Semaphore::new(turns)) })
    }

    /// The hash to store.
    pub(crate) async fn hash(&self, password: Password) -> Result<String, Problem> {
        self.in_turn(move || Ok(Argon2::default().hash_password(password.0.as_bytes())?.to_string())).await
    }

    /// Whether the password is the one of this hash.
    ///
    /// Without a hash, because there is no such user, the answer is no. It takes as long as for a user, so
    /// that the time does not tell who has an account.
    pub(crate) async fn verify(&self, password: Password, hash: Option<String>) -> Result<bool, Problem> {
        let of_nobody = Arc::clone(&self.of_nobody);
        self.in_turn(move || {
            let stored = PasswordHash::new(hash.as_deref().unwrap_or(&of_nobody))?;
            match Argon2::default().verify_password(password.0.as_bytes(), &stored) {
                Ok(()) => Ok(hash.is_some()),
                Err(password_hash::Error::PasswordInvalid) => Ok(false),
                Err(error) => Err(error),
            }
        })
        .await
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> password_hash::Result<T> + Send + 'static,
    ) -> Result<T, Problem> {
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(Problem::internal)?;
        // The turn goes with the work, which runs to its end even if the visitor goes away.
        let work = move || (turn, work()).1;
        spawn_blocking(work).await.map_err(Problem::internal)?.map_err(Problem::internal)
    }
}

#[cfg(test)]
mod tests {
    use super::{Password, Passwords};

    /// Argon2id with 19 MiB and two passes, as OWASP advises.
    const PARAMETERS: &str = "$argon2id$v=19$m=19456,t=2,p=1$";

    fn typed() -> Password {
        Password("correct horse battery".to_owned())
    }

    #[tokio::test]
    async fn each_hash_has_a_salt_of_its_own() -> Result<(), Box<dyn std::error::Error>> {
        let passwords = Passwords::new()?;
        let hash = async || passwords.hash(typed()).await.map_err(|problem| format!("{problem:?}"));
        let (one, other) = (hash().await?, hash().await?);
        assert!(one.starts_with(PARAMETERS) && other.starts_with(PARAMETERS));
        assert_ne!(one, other);
        Ok(())
    }

    #[tokio::test]
    async fn for_nobody_the_same_work_is_done_and_the_answer_is_no() -> Result<(), Box<dyn std::error::Error>>
    {
        let passwords = Passwords::new()?;
        assert!(passwords.of_nobody.starts_with(PARAMETERS));
        assert!(matches!(passwords.verify(typed(), None).await, Ok(false)));
        Ok(())
    }
}
