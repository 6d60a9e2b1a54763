// The only form of the page goes on by itself; without scripts its button is there.
document.forms[0].submit();
