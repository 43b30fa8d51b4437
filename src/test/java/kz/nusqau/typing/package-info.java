/** How people type: a corpus of mistyped texts, each of which knows what it means. */
package kz.nusqau.typing;
