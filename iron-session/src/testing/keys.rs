//! [`Keyring::for_tests`]: the keys of a test.

use std::sync::OnceLock;

use zeroize::Zeroizing;

use crate::error::Error;
use crate::keyring::{KEY_BYTES, Keyring};
use crate::random;

impl Keyring {
    /// The keyring of this process's tests: random keys, the same ones in every call.
    ///
    /// So the application and its test agree on them, and no constant key exists that could reach
    /// production. With the feature `fe26` it also has a random password, for types that ask for one. For
    /// another keyring in the same test there is [`generate`](Self::generate).
    ///
    /// # Panics
    ///
    /// If the operating system gives no random bytes. [`generate`](Self::generate) has an error for that.
    ///
    /// # Examples
    ///
    /// ```
    /// use iron_session::{IronSession, Keyring, testing};
    ///
    /// #[derive(IronSession)]
    /// struct SessionData {
    ///     user: Option<u64>,
    /// }
    ///
    /// let cookie = testing::cookie::<SessionData>(&Keyring::for_tests(), |session| session.set_user(7));
    /// let request = http::Request::get("/").header("cookie", cookie).body(())?;
    /// assert_eq!(SessionData::load(&request, &Keyring::for_tests()).user(), Some(7));
    /// # Ok::<(), http::Error>(())
    /// ```
    #[must_use]
    pub fn for_tests() -> Self {
        static KEYS: OnceLock<Keyring> = OnceLock::new();
        KEYS.get_or_init(|| fresh("1").expect("the operating system gives random bytes")).clone()
    }
}

/// A keyring of new random keys. `fe26_id` is the id of its Fe26.2 password.
pub(super) fn fresh(fe26_id: &str) -> Result<Keyring, Error> {
    let key = secret()?;
    let builder = Keyring::builder().key(&key);
    #[cfg(feature = "fe26")]
    let builder = builder.fe26_password(fe26_id, &secret()?.map(|byte| format!("{byte:02x}")).concat());
    #[cfg(not(feature = "fe26"))]
    let _ = fe26_id;
    builder.build()
}

fn secret() -> Result<Zeroizing<[u8; KEY_BYTES]>, Error> {
    let mut secret = Zeroizing::new([0; KEY_BYTES]);
    random::system(secret.as_mut_slice())?;
    Ok(secret)
}
