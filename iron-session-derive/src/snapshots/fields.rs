#[automatically_derived]
#[allow(dead_code, deprecated, non_snake_case, private_interfaces)]
#[allow(unreachable_pub, clippy::impl_trait_in_params)]
impl Fields {
    /// Sets the session's `notice`.
    pub fn set_notice(
        &mut self,
        value: impl ::core::convert::Into<::std::string::String>,
    ) {
        self.notice = ::core::option::Option::Some(::core::convert::Into::into(value));
    }
    /// Sets the session's `notice`, or clears it.
    pub fn put_notice(&mut self, value: Option<String>) {
        self.notice = value;
    }
    /// Takes out the session's `notice`.
    pub fn take_notice(&mut self) -> Option<String> {
        self.notice.take()
    }
    /// The session's `sudo`.
    pub fn sudo(&self) -> ::core::option::Option<&u64> {
        self.sudo.get()
    }
    /// Sets the session's `sudo`.
    pub fn set_sudo(&mut self, value: u64) {
        self.sudo.set(value);
    }
    /// Clears the session's `sudo`.
    pub fn clear_sudo(&mut self) {
        self.sudo.clear();
    }
    /// Takes out the session's `sudo`.
    pub fn take_sudo(&mut self) -> ::core::option::Option<u64> {
        self.sudo.take()
    }
    /// The session's `code`.
    pub fn code(&self) -> ::core::option::Option<&String> {
        self.code.get()
    }
    /// Sets the session's `code`.
    pub fn set_code(&mut self, value: String) {
        self.code.set(value);
    }
    /// Clears the session's `code`.
    pub fn clear_code(&mut self) {
        self.code.clear();
    }
    /// Takes out the session's `code`.
    pub fn take_code(&mut self) -> ::core::option::Option<String> {
        self.code.take()
    }
    /// The session's `tongue`.
    pub fn tongue(&self) -> ::core::option::Option<&::core::primitive::str> {
        self.tongue.as_deref()
    }
    /// Sets the session's `tongue`.
    pub fn set_tongue(
        &mut self,
        value: impl ::core::convert::Into<::std::string::String>,
    ) {
        self.tongue = ::core::option::Option::Some(::core::convert::Into::into(value));
    }
    /// Sets the session's `tongue`, or clears it.
    pub fn put_tongue(&mut self, value: Option<String>) {
        self.tongue = value;
    }
    /// Borrows mutably the session's `tongue`.
    pub fn tongue_mut(&mut self) -> &mut Option<String> {
        &mut self.tongue
    }
    /// Clears the session's `tongue`.
    pub fn clear_tongue(&mut self) {
        self.tongue = ::core::option::Option::None;
    }
    /// Takes out the session's `tongue`.
    pub fn take_tongue(&mut self) -> Option<String> {
        self.tongue.take()
    }
    /// The session's `token`.
    pub fn token(&self) -> &[u8; 16] {
        &self.token
    }
    /// Sets the session's `token`.
    pub fn set_token(&mut self, value: [u8; 16]) {
        self.token = value;
    }
    /// Borrows mutably the session's `token`.
    pub fn token_mut(&mut self) -> &mut [u8; 16] {
        &mut self.token
    }
    /// Resets the session's `token`.
    pub fn reset_token(&mut self) {
        ::core::mem::swap(
            &mut self.token,
            &mut <Self as ::core::default::Default>::default().token,
        );
    }
    /// The session's `carts`.
    pub fn carts(&self) -> ::core::option::Option<&HashMap<String, (u8, HashSet<u8>)>> {
        self.carts.as_ref()
    }
    /// Sets the session's `carts`.
    pub fn set_carts(&mut self, value: HashMap<String, (u8, HashSet<u8>)>) {
        self.carts = ::core::option::Option::Some(value);
    }
    /// Sets the session's `carts`, or clears it.
    pub fn put_carts(&mut self, value: Option<HashMap<String, (u8, HashSet<u8>)>>) {
        self.carts = value;
    }
    /// Borrows mutably the session's `carts`.
    pub fn carts_mut(&mut self) -> &mut Option<HashMap<String, (u8, HashSet<u8>)>> {
        &mut self.carts
    }
    /// Clears the session's `carts`.
    pub fn clear_carts(&mut self) {
        self.carts = ::core::option::Option::None;
    }
    /// Takes out the session's `carts`.
    pub fn take_carts(&mut self) -> Option<HashMap<String, (u8, HashSet<u8>)>> {
        self.carts.take()
    }
    /// The session's `rest`.
    pub fn rest(&self) -> &BTreeMap<String, Value> {
        &self.rest
    }
    /// Sets the session's `rest`.
    pub fn set_rest(&mut self, value: BTreeMap<String, Value>) {
        self.rest = value;
    }
    /// Borrows mutably the session's `rest`.
    pub fn rest_mut(&mut self) -> &mut BTreeMap<String, Value> {
        &mut self.rest
    }
    /// Resets the session's `rest`.
    pub fn reset_rest(&mut self) {
        ::core::mem::swap(
            &mut self.rest,
            &mut <Self as ::core::default::Default>::default().rest,
        );
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::default::Default for Fields {
    #[inline(never)]
    fn default() -> Self {
        Self {
            notice: ::iron_session::__private::default_member::<Option<String>>(),
            sudo: ::iron_session::__private::default_member::<Expiring<u64>>(),
            code: ::iron_session::__private::default_member::<Expiring<String>>(),
            tongue: ::iron_session::__private::default_member::<Option<String>>(),
            token: ::iron_session::__private::default_member::<[u8; 16]>(),
            carts: ::iron_session::__private::default_member::<
                Option<HashMap<String, (u8, HashSet<u8>)>>,
            >(),
            rest: ::iron_session::__private::default_member::<BTreeMap<String, Value>>(),
        }
    }
}
const _: () = {
    const __GIVEN_AS_LIFETIME_2: ::core::time::Duration = LIFETIME;
    const _: () = {
        ::iron_session::__private::assert_lifetime(__GIVEN_AS_LIFETIME_2);
    };
    #[automatically_derived]
    #[allow(deprecated)]
    impl ::iron_session::IronSession for Fields {
        const CONFIG: ::iron_session::Config = ::iron_session::Config::new(
            "__Host-session",
        );
        const MEMBERS: &'static [&'static ::core::primitive::str] = &[
            "notice",
            "sudo",
            "code",
            "lang",
            "token",
            "carts",
        ];
        type Subject = ::iron_session::NoSubject;
        const ALIASES: &'static [(
            &'static ::core::primitive::str,
            ::core::primitive::usize,
        )] = &[("locale", 3usize), ("language", 3usize)];
        const READ_BACK: ::core::primitive::bool = ::core::cfg!(debug_assertions);
        const DOUBTFUL: &'static [::core::primitive::usize] = &[4usize, 5usize];
        const FLATTENED: ::core::option::Option<&'static ::core::primitive::str> = ::core::option::Option::Some(
            "rest",
        );
        fn read_rest(
            &mut self,
            __rest: ::iron_session::__private::Rest,
        ) -> ::core::result::Result<(), ::iron_session::__private::JsonError> {
            type __Checked<__T, __L> = ::iron_session::__private::CheckedCodec<__T, __L>;
            __Checked::<_, Value>::read_rest(__rest, &mut self.rest)
        }
        #[inline]
        fn write_members(
            &self,
            __out: &mut ::iron_session::__private::MemberWriter<'_>,
        ) -> ::core::result::Result<(), ::iron_session::__private::JsonError> {
            type __Codec<__T> = ::iron_session::__private::Codec<__T>;
            type __Checked<__T, __L> = ::iron_session::__private::CheckedCodec<__T, __L>;
            __Codec::<_>::write_or_omit(__out, ",\"notice\":", &self.notice)?;
            __Codec::<_>::write_expiring_or_omit(__out, ",\"sudo\":", &self.sudo)?;
            __Codec::<_>::write_expiring_or_omit(__out, ",\"code\":", &self.code)?;
            __Codec::<_>::write_or_omit(__out, ",\"lang\":", &self.tongue)?;
            __out.write_with::<Self, _, 4usize>(",\"token\":", &self.token)?;
            __out
                .sorted(
                    const {
                        &::iron_session::__private::Order::Inside(
                            &::iron_session::__private::Order::Sorted(
                                &::iron_session::__private::Order::Each(
                                    &[
                                        ::iron_session::__private::Order::Kept,
                                        ::iron_session::__private::Order::Sorted(
                                            &::iron_session::__private::Order::Kept,
                                        ),
                                    ],
                                ),
                            ),
                        )
                    },
                    |__out| __Checked::<
                        _,
                        Option<HashMap<String, (u8, HashSet<u8>)>>,
                    >::write_or_omit(__out, ",\"carts\":", &self.carts),
                )?;
            __Checked::<
                _,
                Value,
            >::write_rest(
                __out,
                "rest",
                <Self as ::iron_session::IronSession>::MEMBERS,
                <Self as ::iron_session::IronSession>::ALIASES,
                &self.rest,
            )
        }
        #[inline]
        fn read_members(
            &mut self,
            __source: &mut ::iron_session::__private::MemberReader<'_>,
        ) -> ::core::result::Result<(), ::iron_session::__private::Unreadable> {
            type __Codec<__T> = ::iron_session::__private::Codec<__T>;
            type __Checked<__T, __L> = ::iron_session::__private::CheckedCodec<__T, __L>;
            __Codec::<_>::read(__source, ",\"notice\":", &mut self.notice)?;
            __Codec::<
                _,
            >::read_expiring(
                __source,
                ",\"sudo\":",
                &mut self.sudo,
                const { ::core::time::Duration::from_secs(600u64) },
            )?;
            __Codec::<
                _,
            >::read_expiring(
                __source,
                ",\"code\":",
                &mut self.code,
                const { __GIVEN_AS_LIFETIME_2 },
            )?;
            __Codec::<_>::read(__source, ",\"lang\":", &mut self.tongue)?;
            __source.read_with::<Self, _, 4usize>(",\"token\":", &mut self.token)?;
            __Checked::<
                _,
                Option<HashMap<String, (u8, HashSet<u8>)>>,
            >::read(__source, ",\"carts\":", &mut self.carts)
        }
    }
    #[automatically_derived]
    #[allow(deprecated)]
    impl ::iron_session::__private::With<[u8; 16], 4usize> for Fields {
        fn serialize<__S: ::iron_session::__private::Serializer>(
            __field: &[u8; 16],
            __serializer: __S,
        ) -> ::core::result::Result<__S::Ok, __S::Error> {
            hex::serialize(__field, __serializer)
        }
        fn deserialize<'__de, __D: ::iron_session::__private::Deserializer<'__de>>(
            __deserializer: __D,
        ) -> ::core::result::Result<[u8; 16], __D::Error> {
            hex::deserialize(__deserializer)
        }
    }
};
