//! The constants that hold the values of the user's expressions.
//!
//! Each expression is written once, however often its value is needed. So rustc reports a mistake in it once.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::Expr;

use crate::expand::{members, value};
use crate::model::{Form, Length, Model, Value};

/// ```text
/// const __GIVEN_AS_COOKIE: &'static str = NAME;
/// const __GIVEN_AS_MAX_AGE: Duration = MAX_AGE;
/// const __GIVEN_AS_LIFETIME_3: Duration = LIFETIME;
/// ```
pub(crate) fn declare(model: &Model) -> TokenStream {
    let of_struct = model.settings.all.iter().filter_map(|setting| {
        let is_text = matches!(setting.value, Value::Text(_));
        let ty =
            if is_text { quote!(&'static ::core::primitive::str) } else { quote!(::core::time::Duration) };
        Some(constant(&value::of_key(setting.key), &ty, setting.constant()?))
    });
    let of_fields = members::sound(model).filter_map(|(index, _, member)| match &member.form {
        Form::Expiring(Length::Const(lifetime), _) => {
            Some(constant(&value::of_field(index), &quote!(::core::time::Duration), lifetime))
        }
        _ => None,
    });
    of_struct.chain(of_fields).collect()
}

/// `const __GIVEN_AS_MAX_AGE: Duration = MAX_AGE;`
fn constant(name: &Ident, ty: &TokenStream, value: &Expr) -> TokenStream {
    quote!(const #name: #ty = #value;)
}
