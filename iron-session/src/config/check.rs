//! Whether a configuration is allowed, checked in `const`.

use std::time::Duration;

use super::attributes::SameSite;
use super::builder::{AbsoluteTimeout, Config};
use super::format::{Accept, Format};
use super::grammar::{
    CHUNK_BYTES, LEAST_FE26_BYTES, LEAST_PART_BYTES, MAX_COOKIE_BYTES, MIN_COOKIE_BYTES, MOST_CHUNKS, Prefix,
    check_domain, check_name, check_path,
};
use super::limits::MAX_LIFETIME;
use crate::error::ConfigError;

impl Config {
    /// Checks the whole configuration.
    ///
    /// # Errors
    ///
    /// The first [`ConfigError`] found. Each means a cookie that browsers would drop, or a session that is
    /// not safe.
    ///
    /// # Examples
    ///
    /// ```
    /// use iron_session::{Config, ConfigError};
    ///
    /// Config::new("__Host-app").check()?;
    /// assert_eq!(Config::new("__Host-app").secure(false).check(), Err(ConfigError::PrefixWithoutSecure));
    /// # Ok::<(), ConfigError>(())
    /// ```
    pub const fn check(&self) -> Result<(), ConfigError> {
        if let Err(error) = check_name(self.cookie) {
            return Err(error);
        }
        if let Err(error) = check_path(self.path) {
            return Err(error);
        }
        if let Some(domain) = self.domain
            && let Err(error) = check_domain(domain)
        {
            return Err(error);
        }
        if let Err(error) = check_max_age(self.max_age_or_default()) {
            return Err(error);
        }
        if self.max_bytes < MIN_COOKIE_BYTES || self.max_bytes > MAX_COOKIE_BYTES {
            return Err(ConfigError::MaxBytes);
        }
        if self.chunks == 0 || self.chunks > MOST_CHUNKS {
            return Err(ConfigError::Chunks);
        }
        self.check_relations()
    }

    /// Checks the parts against each other. Each of them is already known to be allowed by itself.
    pub(crate) const fn check_relations(&self) -> Result<(), ConfigError> {
        if let Err(error) = self.check_prefix(self.domain.is_some()) {
            return Err(error);
        }
        if !self.secure && matches!(self.same_site, SameSite::None) {
            return Err(ConfigError::SameSiteNoneWithoutSecure);
        }
        if !self.secure && self.partitioned {
            return Err(ConfigError::PartitionedWithoutSecure);
        }
        if self.chunks == 1 && self.least_bytes() > self.max_bytes {
            return Err(ConfigError::SealRoom);
        }
        if self.chunks > 1
            && self.cookie.len().saturating_add(CHUNK_BYTES + LEAST_PART_BYTES) > self.max_bytes
        {
            return Err(ConfigError::ChunkRoom);
        }
        if let Err(error) = self.check_format() {
            return Err(error);
        }
        self.check_lifetimes()
    }

    /// The bytes of the shortest cookie that may be written, without some of its attributes if they count.
    const fn least_bytes(&self) -> usize {
        match self.format {
            Format::Native => self.cookie.len().saturating_add(LEAST_PART_BYTES),
            Format::Fe26 => {
                let flags = match (self.secure, self.http_only) {
                    (false, false) => "",
                    (true, false) => "; Secure",
                    (false, true) => "; HttpOnly",
                    (true, true) => "; Secure; HttpOnly",
                };
                // A sum that is too large is over every limit.
                let names = self.cookie.len().saturating_add(self.path.len()).saturating_add(flags.len());
                names.saturating_add("=; Path=".len()).saturating_add(LEAST_FE26_BYTES)
            }
        }
    }

    /// Checks what iron-session's seal cannot hold, and what is said about accepting such seals.
    pub(crate) const fn check_format(&self) -> Result<(), ConfigError> {
        let fe26 = matches!(self.format, Format::Fe26);
        if (fe26 || self.accept.is_some()) && cfg!(not(feature = "fe26")) {
            return Err(ConfigError::Fe26Feature);
        }
        let has_timeout = !matches!(self.absolute_timeout, AbsoluteTimeout::Default);
        if fe26 && (self.id || self.refresh_after.is_some() || has_timeout) {
            return Err(ConfigError::Fe26Room);
        }
        if fe26 && self.accept.is_some() {
            return Err(ConfigError::Fe26Accept);
        }
        if let Some(Accept { until: 0, .. }) = self.accept {
            return Err(ConfigError::AcceptUntil);
        }
        if let Some(Accept { name: Some(name), .. }) = self.accept {
            return check_name(name);
        }
        Ok(())
    }

    /// Checks the rules of the name's prefix. A browser drops a cookie that breaks them.
    pub(crate) const fn check_prefix(&self, has_domain: bool) -> Result<(), ConfigError> {
        let prefix = Prefix::of(self.cookie);
        if !matches!(prefix, Prefix::None) && !self.secure {
            return Err(ConfigError::PrefixWithoutSecure);
        }
        if matches!(prefix, Prefix::Http | Prefix::HostHttp) && !self.http_only {
            return Err(ConfigError::PrefixWithoutHttpOnly);
        }
        if matches!(prefix, Prefix::Host | Prefix::HostHttp) {
            if has_domain {
                return Err(ConfigError::HostWithDomain);
            }
            if !matches!(self.path.as_bytes(), b"/") {
                return Err(ConfigError::HostWithPath);
            }
        }
        Ok(())
    }

    /// Checks that browsers take the cookie without `Secure`, once the name's prefix is dropped.
    pub(crate) fn check_plain_http(&self) -> Result<(), ConfigError> {
        let needs_secure = self.partitioned || self.same_site == SameSite::None;
        if needs_secure { Err(ConfigError::PlainHttp) } else { Ok(()) }
    }

    /// Checks what revocations need: an id, and an end that comes before their entries are forgotten.
    pub(crate) fn check_revocations(&self, keep_for: u32) -> Result<(), ConfigError> {
        if !self.id {
            return Err(ConfigError::RevocationsWithoutId);
        }
        let ends_before = self.limits().absolute_timeout.is_some_and(|timeout| timeout <= keep_for);
        if ends_before { Ok(()) } else { Err(ConfigError::KeepFor) }
    }

    const fn check_lifetimes(&self) -> Result<(), ConfigError> {
        let max_age = self.max_age_or_default();
        if let AbsoluteTimeout::After(timeout) = self.absolute_timeout
            && (!whole_secs(timeout) || timeout.as_secs() < max_age.as_secs())
        {
            return Err(ConfigError::AbsoluteTimeout);
        }
        if let Some(after) = self.refresh_after
            && (!whole_secs(after) || after.is_zero() || after.as_secs() >= max_age.as_secs())
        {
            return Err(ConfigError::RefreshAfter);
        }
        Ok(())
    }
}

/// Checks that browsers allow a cookie to last this long.
pub(super) const fn check_max_age(max_age: Duration) -> Result<(), ConfigError> {
    if max_age.is_zero() || max_age.as_secs() > MAX_LIFETIME.as_secs() || !whole_secs(max_age) {
        return Err(ConfigError::MaxAge);
    }
    Ok(())
}

/// Whether a seal can hold this length: whole seconds, in 32 bits.
const fn whole_secs(length: Duration) -> bool {
    length.subsec_nanos() == 0 && length.as_secs() <= u32::MAX as u64
}
