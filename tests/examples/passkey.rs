//! The example `passkey`, with a device whose answers the tests make. `tests/browser/passkey.rs` has a real
//! one.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use p256::pkcs8::EncodePublicKey;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{visit, who};
use crate::client::{Answer, Visitor};

/// A device with one passkey, and the page that asks it.
struct Device {
    key: SigningKey,
    origin: String,
    /// Of the authenticator data: a person was there, and was recognised.
    flags: u8,
}

impl Device {
    fn new(port: u16) -> Self {
        let key = SigningKey::from_slice(&[7; 32]).expect("a number of the curve");
        Self { key, origin: format!("http://localhost:{port}"), flags: 0b101 }
    }

    fn client_data(&self, kind: &str, challenge: &str) -> Vec<u8> {
        json!({ "type": kind, "challenge": challenge, "origin": self.origin }).to_string().into_bytes()
    }

    fn authenticator_data(&self) -> Vec<u8> {
        [&Sha256::digest("localhost")[..], &[self.flags, 0, 0, 0, 0]].concat()
    }

    fn create(&self, challenge: &str) -> Value {
        let key = self.key.verifying_key().to_public_key_der().expect("a key has a form in DER");
        json!({ "id": "first", "response": {
            "clientDataJSON": BASE64URL.encode(self.client_data("webauthn.create", challenge)),
            "authenticatorData": BASE64URL.encode(self.authenticator_data()),
            "publicKey": BASE64URL.encode(key.as_bytes()),
            "publicKeyAlgorithm": -7,
        } })
    }

    fn get(&self, challenge: &str) -> Value {
        let client_data = self.client_data("webauthn.get", challenge);
        let signed = [self.authenticator_data(), Sha256::digest(&client_data).to_vec()].concat();
        let signature: Signature = self.key.sign(&signed);
        json!({ "id": "first", "response": {
            "clientDataJSON": BASE64URL.encode(client_data),
            "authenticatorData": BASE64URL.encode(self.authenticator_data()),
            "signature": BASE64URL.encode(signature.to_der()),
        } })
    }
}

fn send(visitor: &mut Visitor, path: &str, body: &Value) -> Answer {
    visitor.send("POST", path, "application/json", &body.to_string())
}

/// Asks for a challenge.
fn challenge(visitor: &mut Visitor, path: &str) -> String {
    let answer = send(visitor, path, &json!({ "username": "Ada" }));
    let options: Value = serde_json::from_str(&answer.body).expect("options");
    options["challenge"].as_str().expect("a challenge").to_owned()
}

/// A server at which Ada has a passkey, and is signed out.
fn registered() -> (crate::server::Server, Visitor, Device) {
    let (server, mut visitor) = visit("passkey");
    visitor.host = "localhost";
    let device = Device::new(server.port);
    let challenge = challenge(&mut visitor, "/register/options");
    assert_eq!(send(&mut visitor, "/register", &device.create(&challenge)).status, 204);
    assert_eq!(who(&visitor.get("/").body), Some("Ada"));
    visitor.submit("/logout", "", "");
    (server, visitor, device)
}

#[test]
fn a_passkey_signs_in_and_uses_its_challenge_once() {
    let (_server, mut visitor, device) = registered();
    let challenge = challenge(&mut visitor, "/login/options");
    let answer = device.get(&challenge);
    assert_eq!(send(&mut visitor, "/login", &answer).status, 204);
    assert_eq!(who(&visitor.get("/").body), Some("Ada"));
    assert_eq!(send(&mut visitor, "/login", &answer).status, 400, "used before");
}

#[test]
fn a_challenge_belongs_to_the_browser_that_asked_and_to_what_it_asked_for() {
    let (server, mut visitor, device) = registered();
    let mut other = Visitor::new(server.port);
    other.host = "localhost";
    let first = challenge(&mut visitor, "/login/options");
    assert_eq!(send(&mut other, "/login", &device.get(&first)).status, 400, "another browser");
    challenge(&mut other, "/login/options");
    assert_eq!(send(&mut other, "/login", &device.get(&first)).status, 400, "another browser's challenge");
    challenge(&mut visitor, "/login/options");
    assert_eq!(send(&mut visitor, "/login", &device.get(&first)).status, 400, "not the last challenge");
    let other_use = challenge(&mut visitor, "/login/options");
    assert_eq!(
        send(&mut visitor, "/register", &device.create(&other_use)).status,
        400,
        "not for a new passkey"
    );
}

#[test]
fn a_refused_answer_uses_up_its_challenge() {
    let (_server, mut visitor, device) = registered();
    let challenge = challenge(&mut visitor, "/login/options");
    let right = device.get(&challenge);
    let mut wrong = right.clone();
    wrong["response"]["signature"] = json!(BASE64URL.encode([0x30, 6, 2, 1, 1, 2, 1, 1]));
    assert_eq!(send(&mut visitor, "/login", &wrong).status, 400);
    assert_eq!(send(&mut visitor, "/login", &right).status, 400);
}

#[test]
fn an_answer_is_refused_for_another_site_another_key_and_an_absent_user() {
    let (server, mut visitor, _) = registered();
    let own = || Device::new(server.port);
    let other_key = SigningKey::from_slice(&[8; 32]).expect("a number of the curve");
    for (device, status) in [
        (Device { origin: "https://evil.example".to_owned(), ..own() }, 400),
        (Device { key: other_key, ..own() }, 400),
        (Device { flags: 0b001, ..own() }, 400),
        (Device { flags: 0b100, ..own() }, 400),
        (own(), 204),
    ] {
        let challenge = challenge(&mut visitor, "/login/options");
        assert_eq!(send(&mut visitor, "/login", &device.get(&challenge)).status, status, "{}", device.origin);
    }
}

#[test]
fn nobody_adds_a_passkey_to_the_name_of_another() {
    let (_server, mut visitor, _) = registered();
    assert_eq!(send(&mut visitor, "/register/options", &json!({ "username": "Ada" })).status, 409);
    assert_eq!(send(&mut visitor, "/register/options", &json!({ "username": " " })).status, 422);
    assert_eq!(send(&mut visitor, "/register", &json!({})).status, 422);
}
