//! Texts that a secret was to replace, whatever is inside them, and generated secrets that resemble them.

use iron_session::{Error, Keyring, Weakness};

use crate::common::TestResult;
use crate::secrets::weakness;

#[test]
fn a_whole_text_that_begins_and_ends_as_a_template_is_one_whatever_is_inside() {
    for text in [
        "$(head -c 32 /dev/urandom | base64)",
        "$(cat /run/secrets/session_password | tr -d '\\n')",
        "${SESSION_PASSWORD:?must be set in the environment}",
        "${env:SESSION_PASSWORD, 'default-value-of-the-shop'}",
        "${file(./secrets.yml):sessionPassword}",
        "${ssm:/app/prod/session-password~true}",
        "#{ENV.fetch('SESSION_PASSWORD_VALUE')}",
        "%{lookup('profile::session::password')}",
        "[[ .Values.session.password | quote ]]",
        "((session_password_of_the_application))",
        "{% session_password('production', 1) %}",
        "{$SESSION_PASSWORD:a default, of course!}",
        "$[ variables['session.password.prod'] ]",
        "#{shop|session|password|production}#",
        "%(SESSION_PASSWORD|of the application)s",
        "{\"session_password\": \"mossy-Kettle-58\"}",
        "{\"Fn::Sub\": \"{{resolve:ssm:session}}\"}",
        "!Sub '{{resolve:secretsmanager:session}}'",
        "!GetAtt SessionPasswordOfTheShop.Value.1",
        "!secret session_password_of_the_shop_01",
    ] {
        assert_eq!(weakness(text), Some(Weakness::Template), "{text}");
    }
}

#[test]
fn a_name_between_the_marks_of_any_tool_is_a_template() {
    let name = "SHOP_SESSION_SECRET_OF_PRODUCTION";
    for (open, close) in [
        ("$$", ""),
        ("@@", "@@"),
        ("$env:", ""),
        ("$Env:", ""),
        ("$", "$"),
        ("%%", "%%"),
        ("!", "!"),
        ("{", "}"),
        ("[", "]"),
    ] {
        let text = format!("{open}{name}{close}");
        assert_eq!(weakness(&text), Some(Weakness::Template), "{text}");
    }
}

#[test]
fn a_password_for_javascript_is_no_template_either() {
    for text in ["${SESSION_PASSWORD:?must be set in the environment}", "$$SHOP_SESSION_SECRET_OF_PRODUCTION"]
    {
        let refused = Keyring::builder().fe26_password("1", text).build();
        assert!(matches!(refused, Err(Error::WeakSecret { weakness: Weakness::Template, .. })), "{text}");
    }
}

#[test]
fn a_generated_password_with_brackets_and_other_signs_is_no_template() -> TestResult {
    for generated in [
        "${kE7!mossy-Kettle-58(violin)harbor#Quartz",
        "kE7$(vT2|mZp9&WcY4'sLd8)NfGhJ1bUaE6kT3",
        "(vT2|mZp9&WcY4sLd8NfGhJ1bUaE6kT3vB0oRi)",
        "[vT2|mZp9&WcY4sLd8NfGhJ1bUaE6kT3vB0oRi]",
        "{vT2|mZp9&WcY4sLd8NfGhJ1bUaE6kT3vB0oRi}",
        "!vT2|mZp9&WcY4sLd8NfGhJ1bUaE6kT3vB0oRi!",
        "$vT2mZp9/WcY4sLd8NfGhJ1+bUaE6kT3vB0oRi=",
    ] {
        Keyring::from_secret(generated).map_err(|error| format!("{generated}: {error}"))?;
    }
    Ok(())
}
