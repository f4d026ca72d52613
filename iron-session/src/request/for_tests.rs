//! What the test kit asks of a [`SessionManager`], and changes of it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::manager::SessionManager;
use crate::config::Config;
use crate::keyring::Keyring;

impl<T> SessionManager<T> {
    /// The same manager with other keys.
    pub(crate) fn with_keys(mut self, keys: Keyring) -> Self {
        self.policy.keys = keys;
        self
    }

    /// The configuration that holds.
    pub(crate) fn config(&self) -> &Config {
        &self.policy.config
    }

    /// The present moment by the manager's clock, in whole seconds.
    #[expect(
        clippy::arithmetic_side_effects,
        reason = "the clock has given this moment as a `SystemTime`, or an earlier one than 1970, which is 0 here"
    )]
    pub(crate) fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(self.policy.clock.now().to_open())
    }
}
