//! [`Secret`]: a new secret, as a text that an environment variable can hold.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

use crate::failure::Failure;
use crate::output::hex::hex;

/// How a new secret is spelled.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// `key:` and base64url.
    Key,
    /// 64 letters, digits, `-` and `_`, which mean nothing to shells, YAML and env files.
    Password,
    /// 64 hex digits of a raw key.
    Hex,
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Password => "password",
            Self::Hex => "key_hex",
        }
    }
}

/// A new secret, wiped when dropped.
pub(crate) struct Secret(Zeroizing<String>);

impl Secret {
    pub(crate) fn generate(kind: Kind) -> Result<Self, Failure> {
        let text = match kind {
            Kind::Key => format!("key:{}", encode(&*random::<32>()?)),
            Kind::Password => password()?,
            Kind::Hex => hex(&*random::<32>()?),
        };
        Ok(Self(Zeroizing::new(text)))
    }

    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

/// 48 random bytes in base64url, with a letter or digit at either end: a hyphen would begin an option.
fn password() -> Result<String, Failure> {
    loop {
        let text = encode(&*random::<48>()?);
        let is_plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        if is_plain(text.as_bytes().first()) && is_plain(text.as_bytes().last()) {
            return Ok(text);
        }
    }
}

/// A new random id of a session.
pub(crate) fn id() -> Result<[u8; 16], Failure> {
    random().map(|bytes| *bytes)
}

fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn random<const N: usize>() -> Result<Zeroizing<[u8; N]>, Failure> {
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::fill(bytes.as_mut_slice())
        .map_err(|_| Failure::usage("the operating system gave no random bytes; nothing was made"))?;
    Ok(bytes)
}
