//! The page's `view!`: the syntax of Leptos, written out for size.
//!
//! Leptos's own macro writes each attribute, child and listener in place as a chain of generic calls: about 100 bytes
//! of WebAssembly for each, which made half of the page. This one writes calls of [`El`'s methods](../muctieu/dom),
//! which have one body each. Elements are written out here; components are handed to Leptos's macro as they are, but
//! for `<Show>` and `<For>`, which have helpers in `crate::dom`.
//!
//! It works in the page's own crate only, as it names `crate::dom`.

mod element;
mod flow;

use proc_macro2::TokenStream;
use quote::quote;
use rstml::node::Node;

/// A view in the syntax of Leptos, as an `AnyView`.
///
/// Supported: elements, components, text, `{expressions}`, `on:`, `prop:`, `class:`, `style:`, `node_ref`, `let:` of
/// `<For>`. What the page does not use (directives, spreads, slots, `bind:`) is refused.
#[proc_macro]
pub fn view(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    match rstml::parse2(tokens.into()) {
        Ok(nodes) => root(&nodes).into(),
        Err(error) => {
            let error = error.to_compile_error();
            quote!({ #error }).into()
        }
    }
}

/// A refusal where a view is expected.
fn refuse(what: &str) -> TokenStream {
    quote!(::core::compile_error!(#what))
}

/// Several nodes as one `AnyView`.
fn root(nodes: &[Node]) -> TokenStream {
    let nodes: Vec<&Node> = nodes
        .iter()
        .filter(|node| !matches!(node, Node::Comment(_)))
        .collect();
    match nodes.as_slice() {
        [single] => whole(single),
        many => {
            let parts = many.iter().map(|node| whole(node));
            quote!(crate::dom::fragment(::std::vec![#(#parts),*]))
        }
    }
}

/// One node as an `AnyView`.
fn whole(node: &Node) -> TokenStream {
    match node {
        Node::Element(element) if element::is_component(element) => flow::component(element),
        Node::Element(element) => {
            let built = element::build(element);
            quote!(#built.done())
        }
        Node::Fragment(fragment) => root(&fragment.children),
        Node::Block(block) => quote!(crate::dom::Part::part(#[allow(unused_braces)] #block)),
        Node::Text(text) => {
            let text = text.value_string();
            quote!(crate::dom::Part::part(#text))
        }
        _ => refuse("view!: text is quoted here, and comments are written as in Rust"),
    }
}
