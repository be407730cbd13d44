"""The numbered document: what every reader is to see, before any format's own way of saying it.

`render` says it in each format's terms; `proof` compares with it what a reader of the outputs sees.
"""
