"""The local web page: operations in, pages a browser shows out; server-rendered, no logic."""
