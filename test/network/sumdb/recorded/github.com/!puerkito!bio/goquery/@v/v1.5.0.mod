module github.com/PuerkitoBio/goquery

require (
	github.com/andybalholm/cascadia v1.0.0
	golang.org/x/net v0.0.0-20181114220301-adae6a3d119a
)
