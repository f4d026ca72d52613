//! Secrets as a builder was given them, those that are secret, and the keys that are made of them.

#[cfg(feature = "fe26")]
use zeroize::Zeroizing;

#[cfg(feature = "fe26")]
use super::environment;
#[cfg(feature = "fe26")]
use super::fe26::Fe26Keys;
use super::key::Key;
use super::keys::Entry;
use super::revoked::RevokedTag;
use super::role::KeyRole;
use super::secret::Secret;
use crate::error::Error;

/// A secret that passed the checks.
pub(super) struct Given {
    pub(super) origin: String,
    /// None for one that is revoked.
    pub(super) role: Option<KeyRole>,
    pub(super) context: String,
    pub(super) secret: Secret,
}

/// A Fe26.2 password as it was given.
#[cfg(feature = "fe26")]
pub(super) struct GivenFe26 {
    pub(super) id: String,
    /// Where it came from, if that was the environment.
    pub(super) variable: Option<String>,
    /// None if it was refused.
    pub(super) password: Option<Zeroizing<Box<str>>>,
}

impl Given {
    fn derive(&self) -> Result<Key, Error> {
        match &self.secret {
            Secret::Password(password) => Key::from_password(password, &self.context),
            Secret::Raw(raw) => Key::from_raw(raw, &self.context),
        }
    }
}

/// What is fit. Otherwise the error is kept, unless there is one already.
pub(super) fn kept<T>(given: Result<T, Error>, refused: &mut Option<Error>) -> Option<T> {
    given.map_err(|error| refused.get_or_insert(error)).ok()
}

/// Derives the native keys, and adds the tags of those that are revoked to `revoked`. No two of them may be
/// the same.
pub(super) fn native_keys(secrets: &[Given], revoked: &mut Vec<RevokedTag>) -> Result<Box<[Entry]>, Error> {
    let with_roles: Vec<&Given> = secrets.iter().filter(|secret| secret.role.is_some()).collect();
    // Each key goes straight to its last place, since a list that grows or is made anew leaves copies.
    let mut entries = Vec::with_capacity(with_roles.len());
    for secret in secrets {
        let key = secret.derive()?;
        match secret.role {
            None => revoked.push(RevokedTag::of(key.tag())),
            Some(role) => entries.push(Entry::new(key, role)),
        }
    }
    let named = with_roles.iter().zip(&entries);
    for (number, (secret, entry)) in named.clone().enumerate() {
        let tag = entry.key.tag();
        if let Some((first, _)) = named.clone().take(number).find(|(_, first)| first.key.tag() == tag) {
            let (first, second) = (first.origin.clone(), secret.origin.clone());
            return Err(Error::DuplicateKey { first, second });
        }
        if revoked.iter().any(|revoked| revoked.is_of(tag)) {
            return Err(Error::RevokedKey { origin: secret.origin.clone() });
        }
    }
    Ok(entries.into_boxed_slice())
}

/// Collects the Fe26.2 passwords. None of them may also be a native secret.
#[cfg(feature = "fe26")]
pub(super) fn fe26_keys(
    given: Vec<GivenFe26>,
    refused: Option<Error>,
    native: &[Given],
) -> Result<Fe26Keys, Error> {
    let mut keys = Fe26Keys::default();
    let read: Vec<String> = given.iter().filter_map(|given| given.variable.clone()).collect();
    for GivenFe26 { id, variable, password } in given {
        let Some(password) = password else { break };
        if let Some(variable) = variable.and_then(|name| environment::unread(&name, &read)) {
            return Err(Error::UnknownVariable { variable });
        }
        if let Some(secret) = native.iter().find(|secret| secret.secret.is(&password)) {
            return Err(Error::NativeAsFe26 { origin: secret.origin.clone(), id });
        }
        keys.add(&id, &password)?;
    }
    refused.map_or(Ok(keys), Err)
}
