//! One key: from a password or 32 raw bytes to its key tag and its subkeys (the page `seal_format`, "Keys").

use argon2::{Algorithm, Argon2, Params, Version};
use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

use crate::error::Error;

/// The purpose of session cookies.
pub(crate) const SESSION: &str = "session";
/// The purpose of the tokens that tie forms to sessions.
pub(crate) const CSRF: &str = "iron-session/csrf";

pub(crate) const KEY_BYTES: usize = 32;
pub(crate) const TAG_BYTES: usize = 16;
/// How many bytes of the hashed context are Argon2id's salt.
const SALT_BYTES: usize = 16;

/// Argon2id with 46 MiB, one pass and one lane: the set with the most memory in the OWASP Password Storage
/// Cheat Sheet. The version byte of the seal fixes them, since servers that disagree could not read each
/// other's seals.
const MEMORY_KIB: u32 = 47_104;
const PASSES: u32 = 1;
const LANES: u32 = 1;

/// Names a key in a seal and commits to it, so that a seal is tried under one key only.
pub(crate) type KeyTag = [u8; TAG_BYTES];
/// A key of the cipher, wiped when dropped.
pub(crate) type Subkey = Zeroizing<[u8; KEY_BYTES]>;

/// A key, derived once, so that sealing and opening a session or a token of the library's own derives
/// nothing.
pub(crate) struct Key {
    tag: KeyTag,
    prk: Subkey,
    session: Subkey,
    csrf: Subkey,
}

impl Key {
    /// Stretches a password with Argon2id. That takes tens of milliseconds and 46 MiB of memory, once.
    pub(crate) fn from_password(password: &str, context: &str) -> Result<Self, Error> {
        length_prefix("the password", password)?;
        let salt = Sha256::new()
            .chain_update(b"iron-session/1/argon2id\0")
            .chain_update(length_prefix("the context", context)?)
            .chain_update(context)
            .finalize();
        let params =
            Params::new(MEMORY_KIB, PASSES, LANES, Some(KEY_BYTES)).map_err(|_| Error::Stretching)?;
        let mut master = Subkey::default();
        #[expect(clippy::indexing_slicing, reason = "SHA-256 gives 32 bytes, and a salt has fewer")]
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(password.as_bytes(), &salt[..SALT_BYTES], master.as_mut_slice())
            .map_err(|_| Error::Stretching)?;
        Self::extract(b"iron-session/1/prk/password", &[master.as_slice()])
    }

    /// Takes 32 bytes that are already uniformly random.
    pub(crate) fn from_raw(raw: &[u8; KEY_BYTES], context: &str) -> Result<Self, Error> {
        let prefix = length_prefix("the context", context)?;
        Self::extract(b"iron-session/1/prk/raw", &[&prefix, context.as_bytes(), raw])
    }

    fn extract(salt: &[u8], parts: &[&[u8]]) -> Result<Self, Error> {
        let mut extract = hkdf::HkdfExtract::<Sha256>::new(Some(salt));
        for part in parts {
            extract.input_ikm(part);
        }
        let (mut output, hkdf) = extract.finalize();
        let mut prk = Subkey::default();
        prk.copy_from_slice(&output);
        output.as_mut_slice().zeroize();
        let mut tag = KeyTag::default();
        expand(&hkdf, &[b"iron-session/1/key-tag"], &mut tag);
        let (session, csrf) = (seal_key(&hkdf, SESSION)?, seal_key(&hkdf, CSRF)?);
        Ok(Self { tag, prk, session, csrf })
    }

    pub(crate) fn tag(&self) -> &KeyTag {
        &self.tag
    }

    /// The key of session cookies, ready for every request.
    pub(crate) fn session(&self) -> &Subkey {
        &self.session
    }

    /// The key of the tokens that tie forms to sessions.
    pub(crate) fn csrf(&self) -> &Subkey {
        &self.csrf
    }

    /// The key of another purpose's tokens, derived at each call.
    #[expect(clippy::expect_used, reason = "`prk` has 32 bytes, as many as SHA-256 gives")]
    pub(crate) fn subkey(&self, purpose: &str) -> Result<Subkey, Error> {
        let hkdf =
            Hkdf::<Sha256>::from_prk(self.prk.as_slice()).expect("32 bytes are a whole SHA-256 output");
        seal_key(&hkdf, purpose)
    }
}

fn seal_key(hkdf: &Hkdf<Sha256>, purpose: &str) -> Result<Subkey, Error> {
    let prefix = length_prefix("the purpose", purpose)?;
    let mut key = Subkey::default();
    expand(hkdf, &[b"iron-session/1/seal", &prefix, purpose.as_bytes()], key.as_mut_slice());
    Ok(key)
}

#[expect(
    clippy::expect_used,
    reason = "HKDF-SHA256 expands to 8160 bytes, and no caller asks for more than 32"
)]
fn expand(hkdf: &Hkdf<Sha256>, info: &[&[u8]], output: &mut [u8]) {
    hkdf.expand_multi_info(info, output)
        .expect("HKDF-SHA256 expands to 8160 bytes, and at most 32 are asked");
}

/// The length of `text` as two bytes. The format writes them before each text that it joins with others, so
/// that different texts never give the same bytes.
pub(crate) fn length_prefix(what: &'static str, text: &str) -> Result<[u8; 2], Error> {
    u16::try_from(text.len()).map(u16::to_be_bytes).map_err(|_| Error::TooLong { what })
}
