//! [`Keys`]: the keyrings that the environment describes.

use std::collections::BTreeMap;

use clap::ArgMatches;
use iron_session::{Error, Keyring, KeyringBuilder, Rejection};
use zeroize::Zeroizing;

use super::arguments::{self, Format};
use super::variables::{self, Variables};
use crate::failure::Failure;

/// The variable that holds a raw key as hex.
const KEY_HEX: &str = "IRON_SESSION_KEY_HEX";

/// The keyrings that the environment describes: one for each context, and one for Fe26.2.
pub(crate) struct Keys(Vec<Keyring>);

impl Keys {
    /// The keys for a format. It is an error if the environment has none, or one that is unfit.
    pub(crate) fn read(matches: &ArgMatches, format: Format) -> Result<Self, Failure> {
        let name = arguments::env(matches);
        if format == Format::Fe26 {
            return Ok(Self(vec![fe26(name)?]));
        }
        let hex = variables::secret(KEY_HEX)?;
        if hex.is_some() && Variables::read(name).is_any_set() {
            let both = format_args!("`{KEY_HEX}` and `{name}` or its kin are both set; keep one");
            return Err(Failure::usage(both));
        }
        let build = |context: &str| match &hex {
            Some(hex) => raw(hex, context),
            None => Ok(Keyring::builder().context(context).env(name).build()?),
        };
        arguments::contexts(matches).into_iter().map(build).collect::<Result<_, _>>().map(Self)
    }

    /// As [`read`](Self::read), or nothing if no variable with a secret is set.
    pub(crate) fn read_if_set(matches: &ArgMatches, format: Format) -> Result<Option<Self>, Failure> {
        let is_raw = format == Format::Native && variables::secret(KEY_HEX)?.is_some();
        let is_set = is_raw || Variables::read(arguments::env(matches)).is_any_set();
        is_set.then(|| Self::read(matches, format)).transpose()
    }

    /// The keyring that seals.
    pub(crate) fn sealing(&self) -> &Keyring {
        &self.0[0]
    }

    /// Opens under the first keyring that has the key.
    pub(crate) fn open<T>(&self, open: impl Fn(&Keyring) -> Result<T, Rejection>) -> Result<T, Rejection> {
        let mut results = self.0.iter().map(open);
        let last = results.find(|result| !matches!(result, Err(Rejection::UnknownKey)));
        last.unwrap_or(Err(Rejection::UnknownKey))
    }
}

/// A keyring of the raw key that hex digits spell.
fn raw(hex: &str, context: &str) -> Result<Keyring, Failure> {
    if hex.len() != 64 || !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Failure::usage(format_args!(
            "`{KEY_HEX}` is not 64 hex digits; make them with `iron-session keygen --hex`"
        )));
    }
    let secret = Zeroizing::new(format!("key:{hex}"));
    let built = Keyring::builder().context(context).secret(&secret).build();
    built.map_err(|error| match error {
        Error::WeakSecret { weakness, .. } => Failure::usage(format_args!("`{KEY_HEX}`: {weakness}")),
        error => error.into(),
    })
}

/// A keyring of Fe26.2 passwords: one under the id 1, or a JSON object of ids and passwords.
fn fe26(name: &str) -> Result<Keyring, Failure> {
    let text = variables::secret(name)?.filter(|text| text.trim_start().starts_with('{'));
    let Some(text) = text else {
        return Ok(Keyring::builder().fe26_env("1", name).build()?);
    };
    let by_id: BTreeMap<String, String> = serde_json::from_str(&text).map_err(|_| {
        Failure::usage(format_args!(
            "`{name}` begins with `{{` and is not a JSON object of ids and passwords"
        ))
    })?;
    let add = |builder: KeyringBuilder, (id, password): (String, String)| {
        builder.fe26_password(&id, &Zeroizing::new(password))
    };
    Ok(by_id.into_iter().fold(Keyring::builder(), add).build()?)
}
