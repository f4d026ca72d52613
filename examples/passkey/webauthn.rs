//! The checks of [Web Authentication](https://www.w3.org/TR/webauthn-3/) that this example needs: ES256, no
//! attestation, and the user verified. The shapes are those of `PublicKeyCredential.toJSON()`.

use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{Signature, VerifyingKey};
use p256::pkcs8::DecodePublicKey;
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// The number of ECDSA with P-256 and SHA-256.
pub(crate) const ES256: i32 = -7;

/// The bits of the flags that say that a person was there, and was recognised.
const PRESENT_AND_VERIFIED: u8 = 0b101;

pub(crate) type PublicKey = VerifyingKey;

/// Whose passkeys they are.
pub(crate) struct Site {
    /// From the set-up. The `Host` of a request is what the visitor says.
    pub(crate) origin: String,
}

impl Site {
    /// The domain that passkeys are bound to: the relying party's id.
    pub(crate) const ID: &str = "localhost";
}

/// What the browser's `create` and `get` return.
#[derive(Deserialize)]
pub(crate) struct Answer<R> {
    pub(crate) id: String,
    pub(crate) response: R,
}

/// The answer of `create`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Attestation {
    #[serde(rename = "clientDataJSON")]
    client_data: String,
    authenticator_data: String,
    /// As `SubjectPublicKeyInfo`. The browser reads it from the authenticator data, which nobody has signed
    /// either: without attestation, the page says which key is the visitor's.
    public_key: String,
    public_key_algorithm: i32,
}

/// The answer of `get`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Assertion {
    #[serde(rename = "clientDataJSON")]
    client_data: String,
    authenticator_data: String,
    signature: String,
}

/// What the browser says of the request that the device has answered.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    #[serde(rename = "type")]
    kind: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
}

impl Attestation {
    /// The key of the new passkey. None if this is no answer to `challenge`.
    pub(crate) fn public_key(&self, site: &Site, challenge: &str) -> Option<PublicKey> {
        let client_data = BASE64URL.decode(&self.client_data).ok()?;
        let authenticator_data = BASE64URL.decode(&self.authenticator_data).ok()?;
        let meant =
            is_meant(&client_data, "webauthn.create", site, challenge) && is_verified(&authenticator_data);
        let key = BASE64URL.decode(&self.public_key).ok()?;
        (meant && self.public_key_algorithm == ES256).then(|| VerifyingKey::from_public_key_der(&key).ok())?
    }
}

impl Assertion {
    /// Whether the owner of `key` has answered `challenge`.
    pub(crate) fn is_signed_by(&self, key: &PublicKey, site: &Site, challenge: &str) -> bool {
        self.verify(key, site, challenge).is_some()
    }

    fn verify(&self, key: &PublicKey, site: &Site, challenge: &str) -> Option<()> {
        let client_data = BASE64URL.decode(&self.client_data).ok()?;
        let mut signed = BASE64URL.decode(&self.authenticator_data).ok()?;
        let meant = is_meant(&client_data, "webauthn.get", site, challenge) && is_verified(&signed);
        signed.extend_from_slice(&Sha256::digest(&client_data));
        let signature = Signature::from_der(&BASE64URL.decode(&self.signature).ok()?).ok()?;
        meant.then(|| key.verify(&signed, &signature).ok())?
    }
}

/// Whether the browser asked for this, on a page of this site, with this challenge.
fn is_meant(client_data: &[u8], kind: &str, site: &Site, challenge: &str) -> bool {
    serde_json::from_slice::<ClientData>(client_data).is_ok_and(|said| {
        said.kind == kind && said.challenge == challenge && said.origin == site.origin && !said.cross_origin
    })
}

/// Whether the passkey is one of this site, and the device has recognised its user. The data begin with the
/// hash of the domain, and then the flags.
fn is_verified(authenticator_data: &[u8]) -> bool {
    let domain = Sha256::digest(Site::ID);
    matches!(authenticator_data.split_at_checked(domain.len()), Some((hash, [flags, ..]))
        if hash == &domain[..] && flags & PRESENT_AND_VERIFIED == PRESENT_AND_VERIFIED)
}

/// A random value of 256 bits, which nobody can guess. A challenge is used once, so a comparison that does
/// not take constant time reveals nothing useful.
pub(crate) fn random() -> Result<String, StatusCode> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(BASE64URL.encode(bytes))
}
