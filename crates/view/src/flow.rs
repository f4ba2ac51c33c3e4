//! Components: handed to Leptos, but for `<Show>` and `<For>`, whose code is shared here.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use rstml::node::{KeyedAttributeValue, NodeAttribute};

use crate::element::Element;
use crate::{refuse, root};

/// A component as an `AnyView`.
pub fn component(element: &Element) -> TokenStream {
    match element.name().to_string().as_str() {
        "Show" => show(element),
        "For" => each(element),
        _ => other(element),
    }
}

/// The value given for a property.
fn property(element: &Element, name: &str) -> Option<TokenStream> {
    element
        .attributes()
        .iter()
        .find_map(|attribute| match attribute {
            NodeAttribute::Attribute(attribute) if attribute.key.to_string() == name => {
                attribute.value().map(ToTokens::to_token_stream)
            }
            _ => None,
        })
}

/// What is there while a condition holds, and what instead.
fn show(element: &Element) -> TokenStream {
    let Some(when) = property(element, "when") else {
        return refuse("view!: <Show> needs `when`");
    };
    let children = root(&element.children);
    if let Some(fallback) = property(element, "fallback") {
        quote!(crate::dom::choose(#when, move || #children, #fallback))
    } else {
        quote!(crate::dom::show(#when, move || #children))
    }
}

/// A list whose rows keep their elements as long as their keys stay.
fn each(element: &Element) -> TokenStream {
    let item = element.attributes().iter().find_map(bound);
    let (Some(each), Some(key), Some(item)) =
        (property(element, "each"), property(element, "key"), item)
    else {
        return refuse("view!: <For> needs `each`, `key` and `let:`");
    };
    let children = root(&element.children);
    quote!(crate::dom::each(#each, #key, move |#item| #children))
}

/// What a row calls its item: `let:name` or `let(pattern)`.
fn bound(attribute: &NodeAttribute) -> Option<TokenStream> {
    let NodeAttribute::Attribute(attribute) = attribute else {
        return None;
    };
    let key = attribute.key.to_string();
    match &attribute.possible_value {
        KeyedAttributeValue::Binding(binding) if key == "let" => {
            Some(binding.inputs.to_token_stream())
        }
        _ => {
            let name = Ident::new(key.strip_prefix("let:")?, Span::call_site());
            Some(name.to_token_stream())
        }
    }
}

/// Any other component: Leptos writes its properties, and its children are a view of ours.
fn other(element: &Element) -> TokenStream {
    let name = element.name();
    let generics = &element.open_tag.generics;
    let attributes = element.attributes();
    let inner = if element.children.is_empty() {
        quote!(<#name #generics #(#attributes)* />)
    } else {
        let children = root(&element.children);
        quote!(<#name #generics #(#attributes)*>{#children}</#name>)
    };
    quote!(crate::dom::component(::leptos::view! { #inner }))
}
